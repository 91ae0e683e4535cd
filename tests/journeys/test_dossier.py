"""A paper on a phone: the photo becomes a PDF, gets a name, and goes to office and fund with receipts."""

import pytest
from django.utils.translation import gettext

from tandem.eservices.dossier.models import Transmission
from tandem.eservices.dossier.procedure import KEY
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.tests.conftest import in_process  # noqa: F401
from tandem.facilities.documents.tests.paper import as_file, pdf_of, sheet
from tandem.identity.people.tests.factories import PersonFactory
from tests.journeys.plays import OFF, ON, played

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Arbeitszeugnis der Bäckerei am Bach"


def file_of(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.usefixtures("in_process")
@played(KEY, by=[("en", ON), ("en", OFF)])
def test_a_photo_becomes_a_document_and_is_sent(phone_of, language, javascript):
    person = PersonFactory(with_account=True, with_counsellor=True, with_fund=True, language=language)
    phone = phone_of(person.user, javascript=javascript)

    phone.open("dossier:index")
    phone.follow(gettext("Add a document"))
    phone.go_on(gettext("Add the document"))
    assert phone.refuses(gettext("Choose a file, or take a photo."))
    phone.choose("kind", "reference")
    photos = [file_of("page.jpg", as_file(sheet((300, 424)))), file_of("rest.pdf", pdf_of("Two"))]
    phone.page.set_input_files("[name=scans]", photos)
    phone.go_on(gettext("Add the document"))
    assert phone.page.locator(".page-previews__picture").count() == 2

    phone.unfold(gettext("Change name or kind"))
    phone.fill(title=TITLE)
    phone.go_on(gettext("Save the name"))
    assert TITLE in phone.page.locator("h1").inner_text()

    phone.unfold(gettext("Turn, order or leave out pages"))
    phone.fill(place_1="2", place_2="1")
    phone.go_on(gettext("Save the pages"))
    assert Version.objects.count() == 2

    phone.follow(gettext("Send documents"))
    phone.page.get_by_label(TITLE).check()
    for recipient in phone.page.locator("[name=recipients]").all():
        recipient.check()
    phone.go_on(gettext("Send the documents"))
    assert phone.says(TITLE)

    phone.open("dossier:index")
    numbers = [sent.receipt.number for sent in Transmission.objects.select_related("receipt").order_by("pk")]
    assert len(numbers) == 2
    phone.open("dossier:sent", numbers[0])
    assert phone.says(numbers[0])
