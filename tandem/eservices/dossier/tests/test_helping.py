"""A helper's pages about somebody's papers, under a mandate."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.facilities.documents.models import Document
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.foundation.clock import now
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.access.models import LedgerEntry
from tandem.identity.mandates.tests.factories import a_person, browser_of_helper


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def helped(person):
    """The helper's browser: `helped(Reach.PREPARE)`."""
    return lambda reach: browser_of_helper(person, Purpose.DOSSIER, reach, now=now())


def add(client, person):
    scan = SimpleUploadedFile("pay-slip.pdf", pdf_of("Pay slip"), "application/pdf")
    return client.post(reverse("dossier:new_for", args=[person.pk]), {"kind": "other", "scans": scan}, follow=True)


class TestOf:
    def test_adds_a_paper_in_her_place_and_sends_nothing(self, person, helped):
        assertContains(add(helped(Reach.PREPARE), person), "pay-slip")

        assert Document.objects.get(person=person).title == "pay-slip"
        assert LedgerEntry.objects.get(verb="documents.add").presence == Presence.IN_PLACE

    def test_shows_names_and_no_way_to_add_where_the_mandate_only_reads(self, person, helped):
        DocumentFactory(person=person, title="Work contract")
        client, new = helped(Reach.READ), reverse("dossier:new_for", args=[person.pk])
        shown = client.get(reverse("dossier:of", args=[person.pk]))

        assertContains(shown, "Work contract")
        assertNotContains(shown, new)
        assert client.get(new).status_code == 404

    def test_says_what_is_missing(self, person, helped):
        shown = helped(Reach.PREPARE).post(reverse("dossier:new_for", args=[person.pk]), {"kind": "other"})

        assertContains(shown, "Error: Add a document")
        assert not Document.objects.exists()

    def test_is_reached_from_the_page_about_the_person(self, person, helped):
        page = helped(Reach.READ).get(reverse("people:person", args=[person.pk]))
        assertContains(page, reverse("dossier:of", args=[person.pk]))

    def test_is_nobody_else_s(self, client, person, helped):
        page = reverse("dossier:of", args=[person.pk])
        assert helped(Reach.READ).get(reverse("dossier:of", args=[a_person().pk])).status_code == 404
        client.force_login(person.counsellor.user)
        assert client.get(page).status_code == 404
