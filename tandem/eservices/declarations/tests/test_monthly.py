"""The monthly form on the engine: what it knows, when it is open, what follows from it, how it is filed."""

import datetime
from decimal import Decimal

import pytest

from tandem.eservices.certificates.forms import CertificateForm
from tandem.eservices.certificates.services import send_certificate
from tandem.eservices.certificates.tests.factories import CertificateRequestFactory, stated
from tandem.eservices.declarations import effects, monthly, services
from tandem.eservices.declarations.models import FormOpening
from tandem.eservices.declarations.tests.factories import reported
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.refusals import NotOpenYet
from tandem.eservices.procedures.selectors import answers_filed, draft_of
from tandem.eservices.procedures.tests.factories import begun, filed, own_file, seen_of
from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.tests.factories import registered
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.access.types import VISITOR
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

NOVEMBER = datetime.date(2026, 11, 1)
SUBJECT = "2026-11"
NOW = datetime.datetime(2026, 11, 25, 11, tzinfo=datetime.UTC)


@pytest.fixture
def officer():
    return MembershipFactory(fund_officer=True)


@pytest.fixture
def person(officer):
    return PersonFactory(with_account=True, fund=officer.organisation, counsellor=MembershipFactory())


def form(person, now=NOW):
    return begun(person, now=now, subject=SUBJECT, key=monthly.KEY)


def sheet(draft, now=NOW):
    return draft_of(acting_as(draft.person, now=now), draft.pk, now=now)


class TestOpening:
    def test_is_the_twenty_second_where_a_fund_says_nothing(self, person):
        assert sheet(form(person)).window.opens_on == datetime.date(2026, 11, 22)
        with pytest.raises(NotOpenYet):
            form(PersonFactory(with_account=True), now=datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC))

    def test_is_what_the_fund_has_set(self, person, officer):
        services.set_opening_rule(acting_as_member(officer, now=NOW), day=31, now=NOW)

        with pytest.raises(NotOpenYet):
            form(person)

    def test_is_another_day_for_one_month(self, person, officer):
        acting = acting_as_member(officer, now=NOW)
        services.set_opening_rule(acting, day=28, now=NOW)
        services.set_opening_exception(acting, month=NOVEMBER, opens_on=datetime.date(2026, 11, 4), now=NOW)

        assert sheet(form(person)).window.opens_on == datetime.date(2026, 11, 4)
        assert FormOpening.objects.count() == 2

    @pytest.mark.parametrize("day", [0, 32])
    def test_refuses_a_day_that_no_month_has(self, officer, day):
        with pytest.raises(services.ImpossibleOpening):
            services.set_opening_rule(acting_as_member(officer, now=NOW), day=day, now=NOW)

    @pytest.mark.parametrize("opens_on", [datetime.date(2026, 10, 31), datetime.date(2027, 1, 1)])
    def test_refuses_a_day_far_from_the_month(self, officer, opens_on):
        with pytest.raises(services.ImpossibleOpening):
            services.set_opening_exception(
                acting_as_member(officer, now=NOW), month=NOVEMBER, opens_on=opens_on, now=NOW
            )

    def test_is_set_by_nobody_else(self, person):
        for acting in (acting_as(person, now=NOW), acting_as_member(person.counsellor, now=NOW)):
            with pytest.raises(Hidden):
                services.set_opening_rule(acting, day=1, now=NOW)

    def test_lapses_three_months_after_the_month_without_extension(self, person):
        window = sheet(form(person)).window

        assert window.forfeits_on == datetime.date(2027, 2, 28)  # a Sunday
        assert "28 February 2027" in str(window.sentence)


class TestWhatIsKnown:
    def test_is_the_reported_incapacity_cut_to_the_month(self, person):
        reported(person, incapable_from=datetime.date(2026, 10, 28), incapable_to=datetime.date(2026, 11, 3))

        known = sheet(form(person)).context.known
        assert known["declarations.incapable"] is True
        assert known["declarations.incapacities"] == [
            {
                "from_day": NOVEMBER,
                "to_day": datetime.date(2026, 11, 3),
                "reason": "illness",
                "degree": 100,
            }
        ]

    def test_is_what_an_employer_has_certified(self, person):
        request = CertificateRequestFactory(person=person, month=NOVEMBER)
        certificate = CertificateForm(stated(NOVEMBER), month=NOVEMBER)
        assert certificate.is_valid()
        send_certificate(VISITOR, request_id=request.pk, cleaned=certificate.cleaned_data, now=NOW)

        known = sheet(form(person)).context.known
        assert known["declarations.worked"] is True
        assert known["declarations.employers"] == [
            {"employer": "Beck am Bach", "hours": Decimal("8.5"), "gross": Decimal("243.95")}
        ]

    def test_is_the_measure_that_the_office_noted(self, person):
        counsellor = acting_as_member(person.counsellor, now=NOW)
        file = open_file(counsellor, person.pk, Purpose.PERSONAL_DATA, now=NOW)
        measure = services.note_measure(
            file, name="Sprachkurs", from_day=datetime.date(2026, 11, 9), to_day=datetime.date(2027, 1, 8), now=NOW
        )

        known = sheet(form(person)).context.known
        assert known["declarations.measures"] == [
            {
                "measure": "Sprachkurs",
                "from_day": datetime.date(2026, 11, 9),
                "to_day": datetime.date(2026, 11, 30),
            }
        ]

        services.remove_measure(file, measure_id=measure.pk, now=NOW)
        assert sheet(form(person)).context.known["declarations.measures"] is None

    def test_is_last_months_employers_by_name_and_the_workload(self, person):
        october = begun(person, now=NOW, subject="2026-10", key=monthly.KEY)
        answers = {
            **monthly.NOTHING.answers,
            "worked": True,
            "employers": [{"employer": "Blumen AG", "hours": Decimal(10), "gross": Decimal(250)}],
            "workload": 80,
        }
        engine.save_answers(own_file(person, now=NOW), draft_id=october.pk, values=answers, seen={}, now=NOW)
        filed(october, now=NOW)

        known = sheet(form(person)).context.known
        assert known["declarations.employers"] == [{"employer": "Blumen AG", "hours": None, "gross": None}]
        assert known["declarations.workload"] == 80
        assert known["declarations.worked"] is None  # that she did once says nothing of this month

    def test_is_in_the_first_month_the_workload_of_the_registration(self):
        person = PersonFactory(with_account=True, with_fund=True, counsellor=None, office=None)
        registered(person, now=NOW, wanted_workload=60)

        assert sheet(form(person)).context.known["declarations.workload"] == 60


class TestFiling:
    def test_takes_one_button_and_one_answer_when_there_is_nothing_to_report(self, person):
        draft = form(person)
        file = own_file(person, now=NOW)
        engine.report_nothing(file, draft_id=draft.pk, now=NOW)
        assert [name for _step, name in sheet(draft).missing] == ["workload"]

        engine.save_answers(file, draft_id=draft.pk, values={"workload": 100}, seen={}, now=NOW)
        filing = filed(draft, now=NOW)

        assert filing.content.payload["recipient"] == "fund"
        assert answers_filed(person.pk, key=monthly.KEY, subject=SUBJECT)["workload"] == 100

    def test_is_late_and_dated_after_three_months(self, person):
        late = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
        draft = begun(person, now=NOW, subject=SUBJECT, key=monthly.KEY)
        file = own_file(person, now=late)
        engine.report_nothing(file, draft_id=draft.pk, now=late)
        engine.save_answers(file, draft_id=draft.pk, values={"workload": 100}, seen={}, now=late)

        filing = engine.file(
            file, draft_id=draft.pk, seen=seen_of(draft, now=late), language="en", now=late, late_reason="In hospital"
        )

        assert filing.is_late
        assert filing.content.payload["late_reason"] == "In hospital"

    def test_is_read_by_the_fund_and_not_by_the_office(self, person, officer):
        open_file(acting_as_member(officer, now=NOW), person.pk, Purpose.MONTHLY_FORM, now=NOW)

        with pytest.raises(Hidden):
            open_file(acting_as_member(person.counsellor, now=NOW), person.pk, Purpose.MONTHLY_FORM, now=NOW)


class TestEffects:
    def context(self, **known):
        return Context(
            person_id=1,
            subject=SUBJECT,
            today=NOW.date(),
            language="en",
            known={"claims.insured_month": None, "claims.rate": None, "claims.opened_on": None, **known},
        )

    WORK = {"worked": True, "employers": [{"employer": "Beck", "hours": Decimal(20), "gross": Decimal(1000)}]}

    def test_say_what_the_compensation_is_about(self):
        known = {"claims.insured_month": Decimal(5000), "claims.rate": Decimal("0.70")}

        (effect,) = effects.of(self.WORK, self.context(**known))  # November 2026 has 21 controlled days

        assert effect.figure == Decimal("2687.10")
        assert "CHF" in str(effect.sentence)
        assert effect.indicative

    def test_count_the_days_since_unemployment_began(self):
        known = {"claims.insured_month": Decimal(5000), "claims.rate": Decimal("0.70")}
        begun, ahead = datetime.date(2026, 11, 16), datetime.date(2026, 12, 1)

        (effect,) = effects.of(self.WORK, self.context(**known, **{"claims.opened_on": begun}))
        (later,) = effects.of(self.WORK, self.context(**known, **{"claims.opened_on": ahead}))

        assert effect.figure == Decimal("1074.19")  # (5000 / 21.7 x 11 - 1000) x 70 %
        assert later.figure is None

    def test_point_to_the_calculator_while_the_insured_earnings_are_not_known(self):
        (effect,) = effects.of(self.WORK, self.context())

        assert effect.figure is None

    def test_are_none_without_earnings(self):
        assert effects.of({"worked": False}, self.context()) == ()

    def test_count_four_fifths_of_what_is_left_of_own_business(self):
        own = {"self_employed": True, "own_income": Decimal(3000), "own_costs": Decimal(500)}

        assert effects.earned(own) == Decimal(2000)
