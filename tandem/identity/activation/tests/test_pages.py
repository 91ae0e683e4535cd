import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.activation.enums import Verdict
from tandem.identity.activation.models import PriorEntry
from tandem.identity.activation.tests.factories import PriorEntryFactory
from tandem.identity.people.tests.factories import PersonFactory

BEGIN, ENTRIES = "activation:begin", "activation:entries"
TYPED = {"person_number": "3141 5926", "birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1990"}


def log_in(client, person):
    client.force_login(person.user)


class TestBeginPage:
    def test_opens_her_file_and_leads_to_what_was_written(self, client):
        person, user = PersonFactory(person_number="31415926", with_address=True), UserFactory()
        client.force_login(user)

        response = client.post(reverse(BEGIN), TYPED, follow=True)

        assertRedirects(response, reverse(ENTRIES))
        assertContains(response, "Your file is open to you now.")
        assertContains(response, person.street)

    def test_says_what_to_do_when_the_pair_is_not_known_and_keeps_what_was_typed(self, client):
        client.force_login(UserFactory())

        response = client.post(reverse(BEGIN), TYPED)

        assertContains(response, "We find no file with this number and this date of birth.")
        assertContains(response, "3141 5926")

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"person_number": "3141592"}, "A person number has 8 digits."),
            ({"person_number": "٣١٤١٥٩٢٦"}, "A person number has 8 digits."),
            ({"birth_date_year": "1890"}, "This cannot be a date of birth."),
            ({"birth_date_year": "2090"}, "This cannot be a date of birth."),
        ],
    )
    def test_says_what_cannot_be_right(self, client, wrong, sentence):
        client.force_login(UserFactory())

        assertContains(client.post(reverse(BEGIN), TYPED | wrong), sentence)

    def test_is_behind_the_login(self, client):
        assert "log" in client.get(reverse(BEGIN)).url

    def test_leads_whoever_is_joined_to_her_entries(self, client):
        log_in(client, PersonFactory(with_account=True))

        assertRedirects(client.get(reverse(BEGIN)), reverse(ENTRIES))


class TestEntriesPage:
    def test_shows_what_is_right_what_is_contested_and_what_waits(self, client):
        row = PriorEntryFactory(text="Beispielweg 3")
        PriorEntryFactory(person=row.person, verdict=Verdict.CONTESTED, said_at=row.listed_at, reason="Never there.")
        log_in(client, row.person)

        response = client.get(reverse(ENTRIES))

        assertContains(response, "1 entry waits for your answer.")
        assertContains(response, "You say: Never there.")

    def test_says_in_which_language_an_entry_was_written_down_so_that_it_is_read_aloud_rightly(self, client):
        row = PriorEntryFactory(heading="Street", text="Beispielweg 3", language="en")
        log_in(client, row.person)
        with translation.override("fr"):
            page = reverse(ENTRIES)

        response = client.get(page)

        assertContains(response, '<h2 class="govuk-summary-card__title" lang="en">Street</h2>', html=True)
        assertContains(response, '<p class="govuk-body" lang="en"><strong>Beispielweg 3</strong></p>', html=True)

    def test_names_who_wrote_an_entry_and_for_which_office(self, client):
        person = PersonFactory(with_account=True, with_counsellor=True)
        writer = person.counsellor
        PriorEntryFactory(
            person=person,
            written_by=writer.user,
            organisation=writer.organisation,
            written_at=person.user.created_at,
        )
        log_in(client, person)

        assertContains(client.get(reverse(ENTRIES)), f"Written by {writer.user.name}, {writer.organisation.name}, on")

    def test_takes_an_entry_as_right(self, client):
        row = PriorEntryFactory()
        log_in(client, row.person)

        response = client.post(reverse("activation:accept", args=[row.pk]), follow=True)

        assertContains(response, "You have answered everything.")

    def test_takes_all_that_was_shown_as_right(self, client):
        row = PriorEntryFactory()
        PriorEntryFactory(person=row.person)
        log_in(client, row.person)

        client.post(reverse("activation:accept_the_rest"), {"entry": [row.pk, "x", "²"]})

        assert list(PriorEntry.objects.order_by("pk").values_list("verdict", flat=True)) == ["accepted", "open"]

    def test_asks_what_is_wrong(self, client):
        row = PriorEntryFactory()
        log_in(client, row.person)
        page = reverse("activation:contest", args=[row.pk])

        assertContains(client.post(page, {"reason": ""}), "govuk-error-summary")
        response = client.post(page, {"reason": "Never there."}, follow=True)

        assertContains(response, "You say: Never there.")

    def test_knows_no_entry_of_another_file(self, client):
        row = PriorEntryFactory()
        log_in(client, PersonFactory(with_account=True))

        assert client.get(reverse("activation:contest", args=[row.pk])).status_code == 404
        assert client.post(reverse("activation:accept", args=[row.pk])).status_code == 404
        assertNotContains(client.get(reverse(ENTRIES)), row.text)

    def test_costs_the_same_for_one_entry_and_for_thirty(self, client):
        row = PriorEntryFactory()
        log_in(client, row.person)
        client.get(reverse(ENTRIES))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse(ENTRIES))
        PriorEntryFactory.create_batch(29, person=row.person)

        with CaptureQueriesContext(connection) as thirty:
            client.get(reverse(ENTRIES))

        assert len(thirty) == len(one)
