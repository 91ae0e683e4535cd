"""The desk's page."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains

from tandem.foundation.clock import now
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.types import VISITOR
from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.presence_codes.services import check

PAGE = "presence_codes:desk"


@pytest.fixture
def person():
    return PersonFactory(with_counsellor=True, with_address=True, language="fr")


@pytest.fixture
def page(client, person):
    client.force_login(person.counsellor.user)
    return reverse(PAGE, args=[person.pk])


class TestDesk:
    def test_is_reached_from_the_page_about_her_log_in(self, client, person, page):
        shown = client.get(reverse("recovery:desk", args=[person.pk]))

        assertContains(shown, page)

    def test_prints_her_list_in_her_language_after_her_document_was_seen(self, client, person, page):
        assertContains(client.post(page, {}), "This field is required.")

        sheet = client.post(page, {"document": "identity_card"})

        assert sheet["Content-Type"] == "application/pdf"
        words = PdfReader(io.BytesIO(sheet.content)).pages[0].extract_text()
        assert person.name in words
        assert "Codes pour votre présence" in words
        first = next(line for line in words.split("\n") if line.startswith("1 "))
        check(VISITOR, person_id=person.pk, code="".join(first.split()[1:3]), now=now())
        assertContains(client.get(page), "She has a list already.")

    def test_sends_it_by_letter(self, client, person, page):
        client.post(page, {"post": "1"}, follow=True)

        assert Outgoing.objects.filter(topic="presence_codes.list").count() == 1

    def test_offers_nothing_to_whoever_has_a_second_step(self, client, page):
        other = PersonFactory(with_account=True, with_counsellor=True)
        CodeListFactory(user=other.user)
        client.force_login(other.counsellor.user)

        assertContains(client.get(reverse(PAGE, args=[other.pk])), "She needs no list.")
        assertNotContains(client.get(reverse("recovery:desk", args=[other.pk])), reverse(PAGE, args=[other.pk]))

    def test_another_office_finds_nobody(self, client, person, page):
        client.force_login(PersonFactory(with_counsellor=True).counsellor.user)

        assert client.get(page).status_code == 404
