"""A paper on a phone: the photo becomes a PDF, gets a name, and goes to office and fund with receipts."""

import pytest

from tandem.eservices.dossier.models import Transmission
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401
from tandem.facilities.documents.tests.paper import as_file, pdf_of, sheet
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def file_of(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.usefixtures("in_process")
def test_a_photo_becomes_a_document_and_is_sent(phone_of, javascript):
    person = PersonFactory(with_account=True, with_counsellor=True, with_fund=True)
    phone = phone_of(person.user, javascript=javascript)

    phone.open("dossier:index")
    phone.follow("Add a document")
    phone.go_on("Add the document")
    assert "Choose a file, or take a photo." in phone.page.locator(".govuk-error-summary").inner_text()
    phone.choose("kind", "reference")
    photos = [file_of("page.jpg", as_file(sheet((300, 424)))), file_of("rest.pdf", pdf_of("Two"))]
    phone.page.set_input_files("[name=scans]", photos)
    phone.go_on("Add the document")
    assert phone.page.locator(".page-previews__picture").count() == 2

    phone.page.get_by_text("Change name or kind").click()
    phone.fill(title="Arbeitszeugnis der Bäckerei am Bach")
    phone.go_on("Save the name")
    assert "Arbeitszeugnis der Bäckerei am Bach" in phone.page.locator("h1").inner_text()

    phone.page.get_by_text("Turn, order or leave out pages").click()
    phone.fill(place_1="2", place_2="1")
    phone.go_on("Save the pages")
    assert Version.objects.count() == 2

    phone.follow("Send documents")
    phone.page.get_by_label("Arbeitszeugnis der Bäckerei am Bach").check()
    for recipient in phone.page.locator("[name=recipients]").all():
        recipient.check()
    phone.go_on("Send the documents")
    assert "Arbeitszeugnis der Bäckerei am Bach" in phone.reads()

    phone.open("dossier:index")
    numbers = [sent.receipt.number for sent in Transmission.objects.select_related("receipt").order_by("pk")]
    assert len(numbers) == 2
    phone.open("dossier:sent", numbers[0])
    assert numbers[0] in phone.reads()
