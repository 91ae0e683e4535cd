"""Somebody without account, e-mail and phone: the desk prints, scans, types and files her form."""

import datetime

import pypdfium2
import pytest
from django.core.management import call_command
from django.utils import translation

from tandem.eservices.declarations import incapacity
from tandem.eservices.declarations.models import Incapacity
from tandem.eservices.on_paper.tests import photos
from tandem.eservices.procedures.models import Filing
from tandem.foundation import clock
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def print_for(desk, person):
    """Each page of the printed form as a picture."""
    desk.open("on_paper:print_at_desk")
    desk.choose("key", incapacity.KEY)
    desk.fill(person_number=person.person_number, birth_date=person.birth_date)
    with desk.page.expect_download() as printed:
        desk.page.locator("main form button[type=submit]").click()
    document = pypdfium2.PdfDocument(printed.value.path())
    try:
        return [page.render(scale=150 / 72).to_pil() for page in document]
    finally:
        document.close()


def test_a_form_by_post_is_scanned_typed_and_filed_on_its_postmark(phone_of, tmp_path):
    person = PersonFactory(with_counsellor=True, with_fund=True)
    postmark = clock.today()  # no post is older than the print
    desk = phone_of(person.counsellor.user)

    with translation.override("de"):
        pages = print_for(desk, person)
        for number, page in enumerate(reversed(pages)):
            (tmp_path / f"{number}.jpg").write_bytes(photos.jpeg(photos.on_a_table(page, 4)))
        call_command("scan_in", str(tmp_path), verbosity=0)

        desk.open("on_paper:queue")
        desk.follow(person.name)
        assert desk.page.locator(".paper-desk__page img").count() == len(pages)
        desk.choose("reason", "illness")
        desk.fill(incapable_from=postmark - datetime.timedelta(days=1), degree="100")
        desk.choose("is_over", "no")
        desk.page.locator("[name=file]").click()
        desk.page.locator(".govuk-error-summary").first.wait_for()
        desk.look()
        assert desk.page.is_checked("[name=reason][value=illness]")
        desk.fill(received_on=postmark)
        desk.choose("is_signed", "yes")
        desk.page.locator("[name=file]").click()
        desk.page.locator(".govuk-notification-banner--success").wait_for()
        desk.look()

    assert Filing.objects.get().received_on == postmark
    assert Incapacity.objects.get().person_id == person.pk
