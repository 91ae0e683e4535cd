import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.tests.factories import EffortFactory, filed
from tandem.facilities.receipts.tests.factories import NEW_KEY
from tandem.identity.access.tests.factories import NOON
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import Person

FILE = "/en/efforts/2026-03/file/"

pytestmark = pytest.mark.usefixtures("noon")


def text(response) -> str:
    return response.content.decode()


class TestFile:
    def seen(self, client):
        return client.get(FILE).context["seen"]

    def test_shows_what_goes_to_the_office_then_files_it(self, client, person):
        EffortFactory(person=person, company="Müller AG")

        page = client.get(FILE)
        answer = client.post(FILE, {"seen": page.context["seen"]}, follow=True)

        assert "Müller AG" in text(page)
        assert "false entries can be punished (Art.\u00a0105\u00a0AVIG)" in text(page)
        proof = Proof.objects.get()
        assert proof.receipt.number in text(answer)
        assert proof.payload["declaration"] in text(page)

    def test_asks_for_a_reason_only_when_it_is_late(self, client, person, clock):
        EffortFactory(person=person)
        assert "late_reason" not in text(client.get(FILE))

        clock.freeze(NOON + datetime.timedelta(days=6))
        Effort.objects.update(written_at=NOON + datetime.timedelta(days=6))
        client.force_login(person.user)
        client.post(FILE, {"seen": self.seen(client), "late_reason": "Hospital"})

        assert Proof.objects.get().payload["late_reason"] == "Hospital"

    def test_files_nothing_that_was_not_on_the_page(self, client, person):
        EffortFactory(person=person)
        seen = self.seen(client)
        EffortFactory(person=person)

        page = client.post(FILE, {"seen": seen})

        assert "Nothing was filed." in text(page)
        assert page.context["seen"] != seen
        assert not Proof.objects.exists()

    def test_has_nothing_to_do_when_empty_or_done(self, client, person):
        assert "There is nothing to file yet." in text(client.get(FILE))
        EffortFactory(person=person)
        filed(person)
        assert "There is nothing more to do." in text(client.get(FILE))


class TestReceipt:
    def test_says_what_was_received_and_what_happens_next(self, client, person):
        EffortFactory(person=person, company="Müller AG")
        proof = filed(person)

        page = text(client.get(reverse("efforts:receipt", args=[proof.receipt.number])))

        for words in (proof.receipt.number, "Müller AG", proof.receipt.text, "What happens next"):
            assert words in page

    def test_hands_out_the_file_that_anybody_can_check(self, client, person):
        EffortFactory(person=person, company="Müller AG")
        proof = filed(person)

        answer = client.get(reverse("efforts:receipt_file", args=[proof.receipt.number]))

        assert answer["Content-Type"] == "application/json"
        upload = {"way": "file", "file": SimpleUploadedFile("receipt.json", answer.content)}
        assert "stands in this file, unchanged" in text(client.post("/en/verify/", upload))

    def test_prints_the_same_sheet_after_a_move_a_new_office_and_a_new_key(self, client, person, settings):
        EffortFactory(person=person)
        url = reverse("efforts:receipt_pdf", args=[filed(person).receipt.number])
        before = client.get(url).content
        member = MembershipFactory()
        Person.objects.filter(pk=person.pk).update(counsellor=member, office=member.organisation)
        settings.SIGNING_KEYS = [NEW_KEY, *settings.SIGNING_KEYS]

        assert client.get(url).content == before

    @pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
    def test_prints_a_sheet_that_screen_readers_can_read(self, client, person, language):
        EffortFactory(person=person, company="Müller *AG* #1 $x$ [y]")
        number = filed(person).receipt.number

        answer = client.get(f"/{language}/efforts/receipt/{number}/pdf/")

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert b"pdfuaid" in answer.content
        assert answer.content == client.get(f"/{language}/efforts/receipt/{number}/pdf/").content

    def test_prints_even_a_name_in_another_script(self, client, person):
        EffortFactory(person=person, company="日本株式会社")
        number = filed(person).receipt.number

        assert client.get(reverse("efforts:receipt_pdf", args=[number])).content.startswith(b"%PDF-")
