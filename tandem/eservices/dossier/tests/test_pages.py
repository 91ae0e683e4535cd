import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tandem.eservices.dossier.models import Transmission
from tandem.facilities.documents.models import Document, Version
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401
from tandem.facilities.documents.tests.factories import DocumentFactory
from tandem.facilities.documents.tests.paper import as_file, pdf_of, sheet
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person(client):
    person = PersonFactory(with_account=True, with_counsellor=True, with_fund=True)
    client.force_login(person.user)
    return person


def text(response):
    return response.content.decode()


def post(client, name, *arguments, **data):
    return client.post(reverse(f"dossier:{name}", args=arguments), data, follow=True)


@pytest.mark.usefixtures("in_process")
class TestNew:
    def test_makes_one_document_of_photos_and_pdfs(self, client, person):
        files = [
            SimpleUploadedFile("page.jpg", as_file(sheet((300, 424)))),
            SimpleUploadedFile("rest.pdf", pdf_of("Two", "Three")),
        ]

        response = post(client, "new", kind="reference", scans=files, title="Zeugnis")

        assert Version.objects.get().pages == 3
        assert "Zeugnis" in text(response)
        assert text(response).count("page-previews__picture") == 3

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [(b"MZ", "We cannot read this kind of file"), (b"PK\x03\x04", "We cannot read"), (b"", "This file is empty")],
    )
    def test_keeps_what_was_typed_when_a_file_is_refused(self, client, person, content, sentence):
        response = post(client, "new", kind="cv", title="My title", scans=[SimpleUploadedFile("a.pdf", content)])

        assert sentence in text(response)
        assert "My title" in text(response)
        assert not Document.objects.exists()

    def test_refuses_a_file_that_is_too_large_without_keeping_it(self, client, person, settings):
        settings.UPLOAD_FILE_BYTES = 100

        response = post(client, "new", kind="cv", scans=[SimpleUploadedFile("big.pdf", b"%PDF-" + b"x" * 500)])

        assert "big.pdf is too large" in text(response)


@pytest.mark.usefixtures("in_process")
class TestDocument:
    def test_is_where_the_list_leads_and_where_its_own_forms_go(self, client, person):
        own = reverse("dossier:document", args=[DocumentFactory(person=person).pk])

        assert f'href="{own}"' in text(client.get(reverse("dossier:index")))
        shown = text(client.get(own))
        assert all(f'action="{own}{part}/"' in shown for part in ("name", "pages", "version", "delete"))

    def test_is_renamed_arranged_added_to_and_deleted(self, client, person):
        document = DocumentFactory(person=person)
        post(client, "name", document.pk, title="Lebenslauf", kind="cv")
        post(client, "version", document.pk, how="append", scans=[SimpleUploadedFile("b.pdf", pdf_of("B"))])
        post(client, "pages", document.pk, seen=2, place_1="", turn_1="0", place_2="1", turn_2="90")

        numbers = {row.number: row.pages for row in document.versions.all().order_by("number")}
        document.refresh_from_db()
        assert (document.title, numbers) == ("Lebenslauf", {1: 1, 2: 2, 3: 1})
        assert "deleted" in text(post(client, "remove", document.pk))

    def test_says_so_when_it_has_changed_meanwhile(self, client, person):
        document = DocumentFactory(person=person)
        response = post(client, "pages", document.pk, seen=7, place_1="1", turn_1="90")

        assert "has changed since you saw this page" in text(response)

    def test_leaving_out_every_page_is_refused_with_a_sentence(self, client, person):
        document = DocumentFactory(person=person)
        response = post(client, "pages", document.pk, seen=1, place_1="", turn_1="0")

        assert "Leave at least one page" in text(response)


class TestSend:
    def test_sends_to_both_and_shows_a_receipt(self, client, person):
        paper = DocumentFactory(person=person, title="Diploma").versions.get()

        response = post(client, "send", documents=[str(paper.pk)], recipients=["office", "fund"])

        assert Transmission.objects.filter(person=person).count() == 2
        assert "Your documents are sent" in text(response)
        assert "Diploma" in text(client.get(reverse("dossier:index")))

    def test_gives_the_receipt_as_a_sheet_and_as_a_file(self, client, person):
        paper = DocumentFactory(person=person, title="Diploma").versions.get()
        post(client, "send", documents=[str(paper.pk)], recipients=["office"])
        number = Transmission.objects.get().receipt.number

        assert client.get(reverse("dossier:sent_pdf", args=[number])).content.startswith(b"%PDF-")
        assert paper.sha256 in text(client.get(reverse("dossier:sent_file", args=[number])))

    def test_asks_for_what_is_missing(self, client, person):
        DocumentFactory(person=person)

        assert "Nothing has been sent yet" in text(post(client, "send"))

    def test_is_read_by_office_and_fund(self, client, person):
        paper = DocumentFactory(person=person, title="Diploma").versions.get()
        post(client, "send", documents=[str(paper.pk)], recipients=["office", "fund"])
        officer = MembershipFactory(fund_officer=True, organisation=person.fund)

        for user, recipient in ((person.counsellor.user, "office"), (officer.user, "fund")):
            client.force_login(user)
            number = Transmission.objects.get(recipient=recipient).receipt.number
            assert number in text(client.get(reverse("dossier:received")))
            assert "Diploma" in text(client.get(reverse("dossier:received_one", args=[number])))
            assert client.get(reverse("documents:file", args=[paper.pk])).status_code == 200
