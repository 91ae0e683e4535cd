"""Whoever registers is known to an office, with a number, a confirmation and a day for the first interview."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.eservices.efforts.models import EntryIntoUnemployment
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import filed
from tandem.eservices.procedures.types import Context
from tandem.eservices.registration import procedure, selectors, services
from tandem.eservices.registration.enums import EndReason
from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.sources import BEFORE
from tandem.eservices.registration.tests.factories import ANSWERS, registered
from tandem.facilities.deadlines.registry import deadlines
from tandem.facilities.notifications.models import Message
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory, ServiceAreaFactory
from tandem.identity.people.services import assign_counsellor
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.people.types import Located

NOW = datetime.datetime(2026, 3, 2, 11, tzinfo=datetime.UTC)


@pytest.fixture
def counsellor():
    return MembershipFactory()


@pytest.fixture
def person(counsellor):
    ServiceAreaFactory(office=counsellor.organisation, postal_code="3011")
    return PersonFactory(
        with_account=True,
        postal_code="3011",
        locality="Bern",
        canton="BE",
        person_number=None,
        counsellor=None,
        office=None,
    )


def file_of(person):
    return open_own_file(acting_as(person, now=NOW), Purpose.REGISTRATION, now=NOW)


def register(person, **facts):
    return registered(person, now=NOW, **facts)


class TestRegistering:
    def test_gives_a_number_and_the_office_of_the_postal_code(self, person, counsellor):
        register(person)

        assert len(person.person_number) == 8
        assert person.office_id == counsellor.organisation_id

    def test_notes_by_when_the_first_interview_is(self, person):
        register(person)

        registration = Registration.objects.get(person=person)
        assert registration.registered_on == datetime.date(2026, 3, 2)
        assert registration.first_interview_by == datetime.date(2026, 3, 17)

    def test_is_confirmed_in_writing_with_number_and_receipt(self, person):
        filing = register(person)

        message = Message.objects.get(person=person, kind="registration.confirmed")
        assert person.person_number in message.body
        assert filing.receipt.number in message.body
        assert person.person_number not in message.short

    def test_takes_the_fund_that_was_chosen(self, person):
        fund = MembershipFactory(fund_officer=True).organisation

        register(person, fund=str(fund.pk))

        assert person.fund_id == fund.pk

    def test_keeps_a_number_that_stands_already(self, person):
        person.person_number = "12345678"
        person.save()

        register(person)

        assert person.person_number == "12345678"

    def test_is_offered_to_nobody_who_is_registered(self, person):
        register(person)

        with pytest.raises(Hidden):
            engine.open_draft(file_of(person), key=procedure.KEY, now=NOW)

    def test_decides_at_once_which_efforts_before_unemployment_count(self, person):
        register(person)

        entry = EntryIntoUnemployment.objects.get(person=person)
        assert (entry.duty_from, entry.unemployed_from) == (datetime.date(2025, 11, 28), datetime.date(2026, 3, 2))
        assert (entry.registered_on, entry.first_interview_on) == (datetime.date(2026, 3, 2), None)
        assert entry.by_office

    def test_is_one_registration_after_its_correction(self, person):
        filing = register(person)
        file = file_of(person)
        draft = engine.start_correction(file, filing_id=filing.pk, reason="Later", now=NOW)
        engine.save_answers(
            file,
            draft_id=draft.pk,
            values={"wanted_from": datetime.date(2026, 4, 1)},
            seen=dict.fromkeys(ANSWERS, 1),
            now=NOW,
        )
        filed(draft, now=NOW)

        registration = Registration.objects.get(person=person)
        assert registration.wanted_from == datetime.date(2026, 4, 1)
        assert Message.objects.filter(kind="registration.confirmed").count() == 1


class TestWithoutOffice:
    """Nobody has said which office serves her place."""

    @pytest.fixture
    def lost(self):
        person = PersonFactory(
            with_account=True, postal_code="3999", canton="BE", person_number=None, counsellor=None, office=None
        )
        register(person)
        return person

    @pytest.fixture
    def bernese(self):
        return MembershipFactory(organisation__canton="BE")

    def test_stands_with_each_office_of_her_canton_until_one_takes_her(self, lost, bernese):
        acting = acting_as_member(bernese, now=NOW)
        assert [line.is_without_office for line in selectors.of_office(acting, now=NOW)] == [True]
        elsewhere = acting_as_member(MembershipFactory(organisation__canton="GE"), now=NOW)
        assert selectors.of_office(elsewhere, now=NOW) == []

        file = open_file(acting, lost.pk, Purpose.ASSIGNMENT, now=NOW)
        assign_counsellor(file, membership_id=bernese.pk, now=NOW)

        assert [line.is_without_office for line in selectors.of_office(acting, now=NOW)] == [False]
        colleague = acting_as_member(MembershipFactory(organisation__canton="BE"), now=NOW)
        assert selectors.of_office(colleague, now=NOW) == []

    def test_opens_nothing_but_who_is_in_charge_and_nothing_from_another_canton(self, lost, bernese):
        with pytest.raises(Hidden):
            open_file(acting_as_member(bernese, now=NOW), lost.pk, Purpose.EFFORTS, now=NOW)
        stranger = acting_as_member(MembershipFactory(organisation__canton="GE"), now=NOW)
        with pytest.raises(Hidden):
            open_file(stranger, lost.pk, Purpose.ASSIGNMENT, now=NOW)


class TestEnd:
    LATER = NOW + datetime.timedelta(days=40)

    def end(self, person, counsellor, *, ended_on=datetime.date(2026, 4, 10), now=LATER):
        registration = Registration.objects.of(person.pk).current().get()
        file = open_file(acting_as_member(counsellor, now=now), person.pk, Purpose.REGISTRATION, now=now)
        services.end(file, registration_id=registration.pk, ended_on=ended_on, reason=EndReason.WORK, now=now)

    @pytest.fixture
    def registered(self, person, counsellor):
        register(person)
        person.counsellor, person.language = counsellor, "en"
        person.save()
        return person

    def test_is_told_with_its_reason_and_stands_in_the_ledger(self, registered, counsellor):
        self.end(registered, counsellor)

        message = Message.objects.get(kind="registration.ended")
        assert "10 April 2026" in message.body
        assert "You have found work" in message.body
        assert LedgerEntry.objects.get(verb="registration.end").user == counsellor.user

    def test_lets_her_register_again_at_the_office_of_where_she_lives_now(self, registered, counsellor):
        self.end(registered, counsellor)
        other = MembershipFactory(organisation__canton="GE").organisation
        ServiceAreaFactory(office=other, postal_code="1203")
        registered.postal_code, registered.canton, registered.locality = "1203", "GE", "Genève"
        registered.save()
        number = registered.person_number

        register(registered)

        assert (registered.office, registered.counsellor, registered.person_number) == (other, None, number)
        assert Registration.objects.of(registered.pk).count() == 2

    @pytest.mark.parametrize("ended_on", [datetime.date(2026, 3, 1), datetime.date(2026, 4, 12)])
    def test_is_neither_before_its_beginning_nor_in_the_future(self, registered, counsellor, ended_on):
        with pytest.raises(services.EndNotPossible):
            self.end(registered, counsellor, ended_on=ended_on)

        assert Registration.objects.current().exists()

    def test_is_not_hers_nor_anothers_and_happens_once(self, registered, counsellor):
        facts = {
            "registration_id": Registration.objects.get().pk,
            "ended_on": NOW.date(),
            "reason": EndReason.WISH,
            "now": NOW,
        }
        with pytest.raises(Hidden):
            services.end(file_of(registered), **facts)
        with pytest.raises(Hidden):
            open_file(acting_as_member(MembershipFactory(), now=NOW), registered.pk, Purpose.REGISTRATION, now=NOW)
        self.end(registered, counsellor)
        file = open_file(acting_as_member(counsellor, now=NOW), registered.pk, Purpose.REGISTRATION, now=NOW)
        with pytest.raises(Hidden):
            services.end(file, **facts)

    def test_ends_the_deadlines_of_the_months_after(self, registered, counsellor):
        people = {registered.pk: Located("BE", registered.office_id, None)}
        june = datetime.datetime(2026, 6, 26, 11, tzinfo=datetime.UTC)
        assert [one for one in deadlines(people, now=june)[registered.pk] if one.subject == "2026-06"]

        self.end(registered, counsellor)

        left = deadlines(people, now=june).get(registered.pk, [])
        assert all(one.opens_on < datetime.date(2026, 5, 1) for one in left)
        assert selectors.last_days([registered.pk]) == {registered.pk: datetime.date(2026, 4, 10)}

    def test_is_the_only_one_that_may_lack_its_first_day(self, registered):
        with pytest.raises(IntegrityError, match="what_the_form_says"), transaction.atomic():
            Registration.objects.update(filing=None)
        with pytest.raises(IntegrityError, match="lack_its_first_day"), transaction.atomic():
            Registration.objects.update(registered_on=None)

    def test_says_in_the_database_why_and_by_whom(self, registered):
        with pytest.raises(IntegrityError, match="why_and_by_whom"), transaction.atomic():
            Registration.objects.update(ended_on=NOW.date())


class TestOnceMore:
    def test_knows_what_she_said_before(self, person):
        assert dict(draft_known(person)) == dict.fromkeys(BEFORE)
        register(person, civil_status="married")
        Registration.objects.update(ended_on=NOW.date(), end_reason=EndReason.WORK, ended_by=MembershipFactory().user)

        known = draft_known(person)
        assert (known["registration.civil_status"], known["registration.wanted_jobs"]) == ("married", "Verkauf")
        assert known["registration.permit"] is None


def draft_known(person):
    draft = engine.open_draft(file_of(person), key=procedure.KEY, now=NOW)
    known = draft_of(acting_as(person, now=NOW), draft.pk, now=NOW).context.known
    found = {name: known[name] for name in BEFORE}
    engine.discard_draft(file_of(person), draft_id=draft.pk, now=NOW)
    return found


class TestEffects:
    def sentence(self, **facts):
        context = Context(
            person_id=1,
            subject="x",
            today=datetime.date(2026, 4, 7),
            language="en",
            known={"registration.office": None},
        )
        answers = {"wants_benefit": True, **facts}
        (benefit,) = [
            str(one.sentence)
            for one in procedure.effects(answers, context)
            if str(one.sentence).startswith("Benefit is possible")
        ]
        return benefit

    def test_say_from_when_benefit_is_possible(self):
        assert self.sentence() == "Benefit is possible from 7 April 2026."
        assert self.sentence(last_day=datetime.date(2026, 4, 30)) == "Benefit is possible from 1 May 2026."
        assert "For 1 April 2026 to 6 April 2026 there is none" in self.sentence(last_day=datetime.date(2026, 3, 31))

    def test_promise_nothing_before_she_can_work(self):
        able = datetime.date(2026, 5, 18)

        assert self.sentence(wanted_from=able) == "Benefit is possible from 18 May 2026."
        assert self.sentence(wanted_from=able, last_day=datetime.date(2026, 4, 30)).startswith(
            "Benefit is possible from 18 May 2026."
        )


class TestDocuments:
    def kinds(self, **facts):
        return [paper.kind for paper in procedure.documents({**ANSWERS, **facts})]

    def test_ask_for_the_permit_and_the_european_forms_only_of_those_they_concern(self):
        assert "permit" not in self.kinds()
        assert "u_forms" not in self.kinds()
        assert {"permit", "u_forms"} <= set(self.kinds(nationality="PT"))
        assert "u_forms" not in self.kinds(nationality="ER")

    def test_ask_for_no_letter_of_notice_where_none_was_given(self):
        assert "notice" in self.kinds()
        assert "notice" not in self.kinds(notice_on=None)
