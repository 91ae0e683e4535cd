import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.identity.access.models import LedgerEntry
from tandem.identity.activation.models import PriorEntry
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

LIST = "counselling:contested"


@pytest.fixture
def counsellor(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


def contested(counsellor, **facts):
    return PriorEntryFactory(person=PersonFactory(with_account=True, counsellor=counsellor), contested=True, **facts)


def answer_page(row):
    return reverse("counselling:answer", args=[row.person_id, row.pk])


class TestListOfContestedEntries:
    def test_names_the_person_and_the_entry_and_opens_no_file(self, client, counsellor):
        row = contested(counsellor, heading="Street", text="Beispielweg 3")

        page = client.get(reverse(LIST))

        assertContains(page, row.person.name)
        assertContains(page, "Street")
        assertNotContains(page, "Beispielweg 3")
        assert not LedgerEntry.objects.exists()

    def test_holds_only_what_waits_in_the_counsellors_own_files(self, client, counsellor):
        PriorEntryFactory(person__counsellor=counsellor, person__given_name="Not-Contested")
        another = contested(MembershipFactory())

        page = client.get(reverse(LIST))

        assertContains(page, "Nothing is waiting for an answer")
        assertNotContains(page, another.person.given_name)

    def test_costs_the_same_for_one_entry_and_for_twenty(self, client, counsellor):
        contested(counsellor)
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse(LIST))
        for _ in range(19):
            contested(counsellor)

        with CaptureQueriesContext(connection) as twenty:
            client.get(reverse(LIST))

        assert len(twenty) == len(one)

    def test_is_announced_on_the_counsellors_home(self, client, counsellor):
        contested(counsellor)

        assertContains(client.get(reverse("homes:home")), "1 contested entry waits for your answer")


class TestAnswerPage:
    def test_shows_what_was_written_and_what_the_person_says(self, client, counsellor):
        row = contested(counsellor)

        page = client.get(answer_page(row))

        assertContains(page, row.text)
        assertContains(page, row.reason)

    def test_sends_the_answer_to_the_person(self, client, counsellor):
        row = contested(counsellor)

        response = client.post(answer_page(row), {"answer": "Corrected today."})

        assertRedirects(response, reverse(LIST))
        client.force_login(row.person.user)
        assertContains(client.get(reverse("activation:entries")), "Your office answers: Corrected today.")

    def test_asks_for_words(self, client, counsellor):
        row = contested(counsellor)

        assertContains(client.post(answer_page(row), {"answer": " "}), "govuk-error-summary")

    def test_keeps_the_first_answer(self, client, counsellor):
        row = contested(counsellor)
        client.post(answer_page(row), {"answer": "First."})

        page = client.post(answer_page(row), {"answer": "Second."})

        assertContains(page, "This entry is answered already.")
        assert PriorEntry.objects.get(pk=row.pk).answer == "First."

    @pytest.mark.parametrize("whose", ["another counsellor's", "not contested", "another person's"])
    def test_does_not_exist_for_what_is_not_hers_to_answer(self, client, counsellor, whose):
        mine = contested(counsellor)
        address = {
            "another counsellor's": lambda: answer_page(contested(MembershipFactory())),
            "not contested": lambda: answer_page(PriorEntryFactory(person=mine.person)),
            "another person's": lambda: reverse("counselling:answer", args=[mine.person_id, contested(counsellor).pk]),
        }[whose]()

        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "Mine now."}).status_code == 404
