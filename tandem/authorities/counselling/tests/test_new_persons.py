"""From the registration to the first interview, measures, incapacity, and who comes to the desk without anything."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.eservices.declarations.models import Measure
from tandem.eservices.declarations.tests.factories import reported
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.tests.factories import answered, filed
from tandem.eservices.registration import procedure
from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.tests.test_registration import ANSWERS
from tandem.facilities.notifications.models import Message
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory, ServiceAreaFactory
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory
from tandem.reference.localities.tests.factories import load_places

NOW = datetime.datetime(2026, 3, 2, 11, tzinfo=datetime.UTC)
LIST = "/en/registrations/"
INTERVIEW = {"day_day": "10", "day_month": "3", "day_year": "2026", "time": "09:30"}
DAYS = {
    "from_day_day": "9", "from_day_month": "3", "from_day_year": "2026",
    "to_day_day": "20", "to_day_month": "3", "to_day_year": "2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def march(clock):
    clock.freeze(NOW)


@pytest.fixture
def counsellor(client):
    membership = MembershipFactory()
    ServiceAreaFactory(office=membership.organisation, postal_code="3011")
    client.force_login(membership.user)
    return membership


def registered(**facts):
    person = PersonFactory(
        with_account=True, postal_code="3011", locality="Bern", canton="BE", person_number=None, office=None, **facts
    )
    draft = answered(person, now=NOW, answers=ANSWERS, subject="", key=procedure.KEY, purpose=Purpose.REGISTRATION)
    filed(draft, now=NOW)
    return person


class TestNewRegistrations:
    def test_are_listed_with_the_day_for_the_first_interview_and_no_file_is_opened(self, client, counsellor):
        registered(family_name="Anker")
        rows = LedgerEntry.objects.count()

        page = client.get(LIST)

        assertContains(page, "Anker")
        assertContains(page, "17.3.2026")
        assert LedgerEntry.objects.count() == rows

    def test_are_taken_charge_of_and_get_their_interview(self, client, counsellor):
        person = registered()

        page = client.post(reverse("counselling:take_charge", args=[person.pk]))
        assertRedirects(page, reverse("counselling:interview", args=[person.pk]))
        client.post(reverse("counselling:interview", args=[person.pk]), INTERVIEW)

        registration = Registration.objects.get()
        assert registration.interview_at == datetime.datetime(2026, 3, 10, 8, 30, tzinfo=datetime.UTC)
        assert Person.objects.get(pk=person.pk).counsellor == counsellor

    def test_keep_what_was_typed_when_the_interview_is_too_late(self, client, counsellor):
        person = registered()
        client.post(reverse("counselling:take_charge", args=[person.pk]))

        page = client.post(reverse("counselling:interview", args=[person.pk]), {**INTERVIEW, "day_day": "20"})

        assertContains(page, "within 15 days")
        assertContains(page, 'value="20"')

    def test_have_an_interview_that_is_moved_or_cancelled_after_one_question(self, client, counsellor):
        person = registered()
        client.post(reverse("counselling:take_charge", args=[person.pk]))
        interview = reverse("counselling:interview", args=[person.pk])
        cancel = reverse("counselling:cancel_interview", args=[person.pk])
        assert client.get(cancel).status_code == 404
        client.post(interview, INTERVIEW)
        page = client.get(interview)
        assertContains(page, cancel)
        assertContains(page, "Move the interview")

        assertContains(client.get(cancel), "It is set for Tuesday 10 March 2026, 09:30.")
        assertRedirects(client.post(cancel), reverse("counselling:registrations"))

        registration = Registration.objects.get()
        assert (registration.interview_at, registration.ended_on) == (None, None)
        assertContains(client.get(interview), "Cancelled: Tuesday 10 March 2026, 09:30.")
        assertContains(client.post(cancel, follow=True), "Nothing was cancelled.")
        assert client.get(cancel).status_code == 404

    def test_of_another_office_are_neither_seen_nor_taken(self, client, counsellor):
        person = registered(family_name="Anker")
        client.force_login(MembershipFactory().user)

        assertContains(client.get(LIST), "Nobody waits for a first interview")
        assert client.post(reverse("counselling:take_charge", args=[person.pk])).status_code == 404
        assert client.get(reverse("counselling:interview", args=[person.pk])).status_code == 404
        assert client.post(reverse("counselling:cancel_interview", args=[person.pk])).status_code == 404

    def test_cost_the_same_for_one_and_for_five(self, client, counsellor):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            return len(queries)

        registered()
        cost()
        cost_of_one = cost()
        for _number in range(4):
            registered()

        assert cost() == cost_of_one


class TestEndOfARegistration:
    END = {"reason": "work", "ended_on_day": "2", "ended_on_month": "3", "ended_on_year": "2026"}

    def test_is_linked_from_the_file_noted_and_told(self, client, counsellor):
        person = registered()
        client.post(reverse("counselling:take_charge", args=[person.pk]))
        url = reverse("counselling:end_registration", args=[person.pk])
        assertContains(client.get(reverse("people:person", args=[person.pk])), url)

        assertRedirects(client.post(url, self.END), reverse("counselling:caseload"))

        assert Registration.objects.get().end_reason == "work"
        assert client.get(url).status_code == 404

    def test_keeps_what_was_typed_when_the_day_is_to_come(self, client, counsellor):
        person = registered()
        client.post(reverse("counselling:take_charge", args=[person.pk]))

        page = client.post(
            reverse("counselling:end_registration", args=[person.pk]), {**self.END, "ended_on_day": "30"}
        )

        assertContains(page, "ends today or before")
        assertContains(page, 'value="30"')

    def test_is_noted_for_whoever_was_followed_before_registrations_were_kept(self, client, counsellor):
        person = PersonFactory(with_account=True, counsellor=counsellor)
        url = reverse("counselling:end_registration", args=[person.pk])
        assertContains(client.get(reverse("people:person", args=[person.pk])), url)

        client.post(url, self.END)

        registration = Registration.objects.get()
        assert (registration.person, registration.registered_on, registration.filing) == (person, None, None)
        assert registration.ended_on == NOW.date()
        assert client.get(url).status_code == 404

    def test_takes_the_person_off_the_months_after_it_and_keeps_her_file_open(self, client, counsellor, clock):
        person = registered(family_name="Anker")
        client.post(reverse("counselling:take_charge", args=[person.pk]))
        client.post(reverse("counselling:end_registration", args=[person.pk]), self.END)
        clock.freeze(NOW + datetime.timedelta(days=70))
        client.force_login(counsellor.user)

        def listed(**asked):
            found = client.get(reverse("counselling:caseload"), asked).context["caseload"]
            return [file.person.family_name for file in found.files], found.counts["ended"]

        assert listed(month="2026-03") == (["Anker"], 0)
        assert listed(month="2026-04") == ([], 1)
        assert listed(month="2026-04", show="ended") == (["Anker"], 1)
        assertContains(
            client.get(reverse("counselling:caseload"), {"month": "2026-03"}), "Registration ended on 2.3.2026"
        )
        assert client.get("/en/").context["duties"].files == 0
        assert client.get(reverse("people:person", args=[person.pk])).status_code == 200

    def test_is_for_nobody_elses_counsellor(self, client, counsellor):
        person = registered()

        assert client.get(reverse("counselling:end_registration", args=[person.pk])).status_code == 404


class TestHome:
    def test_shows_registrations_that_wait_for_an_interview(self, client, counsellor):
        registered()

        assertContains(client.get("/en/"), "1 registration waits for a first interview")


class TestMeasures:
    def test_are_noted_and_removed(self, client, counsellor):
        person = PersonFactory(counsellor=counsellor)
        url = reverse("counselling:measures", args=[person.pk])

        assertContains(client.post(url, {"name": "Sprachkurs", **DAYS}, follow=True), "Sprachkurs")
        measure = Measure.objects.get()
        client.post(reverse("counselling:end_measure", args=[person.pk, measure.pk]))

        assertContains(client.get(url), "None is noted.")

    def test_end_after_they_begin(self, client, counsellor):
        person = PersonFactory(counsellor=counsellor)
        typed = {"name": "Sprachkurs", **DAYS, "to_day_day": "1"}

        page = client.post(reverse("counselling:measures", args=[person.pk]), typed)

        assertContains(page, "does not lie before its first")
        assertContains(page, 'value="Sprachkurs"')

    def test_are_hidden_from_another_counsellor(self, client, counsellor):
        person = PersonFactory(counsellor=MembershipFactory(organisation=counsellor.organisation))

        assert client.get(reverse("counselling:measures", args=[person.pk])).status_code == 404
        assert client.get(reverse("counselling:incapacity", args=[person.pk])).status_code == 404


def test_a_reported_incapacity_is_read_by_the_counsellor_for_its_own_purpose(client, counsellor):
    person = PersonFactory(with_account=True, counsellor=counsellor)
    day = datetime.date(2026, 2, 27)
    reported(person, now=NOW, incapable_from=day, incapable_to=day)

    assertContains(client.get(reverse("counselling:incapacity", args=[person.pk])), "27.2.2026")
    assert LedgerEntry.objects.get(person=person, verb="access.open_file").purpose == Purpose.INCAPACITY


class TestDesk:
    @pytest.fixture(autouse=True)
    def _places(self):
        load_places()

    TYPED = {
        "given_name": "Rosa",
        "family_name": "Muster",
        "birth_date_day": "17",
        "birth_date_month": "5",
        "birth_date_year": "1961",
        "avs_number": "756.1234.5678.97",
        "street": "Beispielweg 3",
        "postal_code": "1700",
        "locality": "Fribourg",
        "language": "fr",
    }

    def test_registers_somebody_without_e_mail_and_phone(self, client, counsellor):
        page = client.post(reverse("people:register"), self.TYPED, follow=True)

        person = Person.objects.get(family_name="Muster")
        assert (person.counsellor, person.email, person.phone, person.user) == (counsellor, "", "", None)
        assert len(person.person_number) == 8
        assertContains(page, reverse("on_paper:print_at_desk"))

    def test_counts_from_the_day_at_the_desk_until_the_form_on_paper_comes(self, client, counsellor, clock):
        client.post(reverse("people:register"), self.TYPED)
        person = Person.objects.get(family_name="Muster")
        assertContains(client.get(LIST), "At the desk, form still to come")
        client.post(reverse("counselling:interview", args=[person.pk]), INTERVIEW)
        assert Registration.objects.get().interview_at

        later = NOW + datetime.timedelta(days=3)
        clock.freeze(later)
        client.force_login(counsellor.user)
        file = open_file(acting_as_member(counsellor, now=later), person.pk, Purpose.REGISTRATION, now=later)
        draft = engine.begin_for_paper(file, key=procedure.KEY, now=later)
        engine.type_from_paper(file, draft_id=draft.pk, values=ANSWERS, seen={}, now=later)
        filing = engine.file_from_paper(
            file, draft_id=draft.pk, received_on=later.date(), language=Language.FR, now=later
        )

        registration = Registration.objects.get()
        assert (registration.registered_on, registration.filing) == (NOW.date(), filing)
        assert (registration.wants_benefit, registration.interview_at is not None) == (True, True)
        confirmed = Message.objects.get(person=person, kind="registration.confirmed")
        assert filing.receipt.number in confirmed.body

    def test_can_be_ended_before_any_form_came(self, client, counsellor):
        client.post(reverse("people:register"), self.TYPED)
        person = Person.objects.get(family_name="Muster")

        client.post(reverse("counselling:end_registration", args=[person.pk]), TestEndOfARegistration.END)

        assert Registration.objects.get().end_reason == "work"

    def test_says_that_a_number_is_taken_and_keeps_what_was_typed(self, client, counsellor):
        PersonFactory(avs_number="7561234567897")

        page = client.post(reverse("people:register"), self.TYPED)

        assertContains(page, "govuk-error-summary")
        assertContains(page, 'value="Rosa"')

    def test_is_hidden_from_others(self, client):
        client.force_login(MembershipFactory(fund_officer=True).user)

        assert client.post(reverse("people:register"), self.TYPED).status_code == 404
