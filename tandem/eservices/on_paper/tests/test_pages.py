import io

import pytest
from django.urls import reverse
from PIL import Image

from tandem.eservices.on_paper import reading
from tandem.eservices.on_paper.models import PaperSheet
from tandem.eservices.on_paper.services import take_picture
from tandem.eservices.on_paper.tests import photos
from tandem.eservices.procedures.models import Filing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

TYPED = {
    "worked": "yes",
    "employers-rows": "1",
    "employers-0-name": "Beck am Bach",
    "employers-0-gross": "812.50",
    "how": "part",
    "ill": "no",
    "phone": "",
    "remark": "",
    "received_on_day": "3",
    "received_on_month": "4",
    "received_on_year": "2026",
    "is_signed": "yes",
}


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def row(pages):
    """A sheet whose photographed pages have come in."""
    for image in pages.images:
        (picture,) = reading.pictures(photos.jpeg(image))
        take_picture(system("LPGA 29 al. 3"), picture=picture, now=NOON)
    return PaperSheet.objects.get(code=pages.code)


class TestPrint:
    def test_gives_the_sheet_to_the_person_alone(self, client, draft):
        url = reverse("on_paper:print", args=[draft.pk])
        client.force_login(draft.person.user)

        assert "Fill it in on paper" in text(client.get(f"/en/forms/draft/{draft.pk}/paper/"))
        assert client.post(url).content.startswith(b"%PDF-")

        client.force_login(PersonFactory(with_account=True).user)
        assert client.get(url).status_code == client.post(url).status_code == 404


class TestPrintAtDesk:
    def test_prints_for_somebody_in_charge_and_for_nobody_else(self, client, officer, declared):
        declared()
        client.force_login(officer.user)
        person, stranger = PersonFactory(fund=officer.organisation), PersonFactory()

        def said(one):
            day = one.birth_date
            return {
                "key": "tests.monthly",
                "subject": "2026-03",
                "person_number": one.person_number,
                "birth_date_day": day.day,
                "birth_date_month": day.month,
                "birth_date_year": day.year,
            }

        assert client.post("/en/paper-desk/print/", said(person)).content.startswith(b"%PDF-")
        refused = client.post("/en/paper-desk/print/", said(stranger))
        assert "Nobody in your charge" in text(refused)
        assert stranger.person_number in text(refused)


class TestQueue:
    def test_lists_what_waits_and_says_so_when_nothing_does(self, client, officer, row):
        client.force_login(officer.user)
        page = text(client.get("/en/paper-desk/"))
        assert row.person.name in page
        assert "1 form waits to be typed" in page
        assert "All there" in page

        client.force_login(MembershipFactory(fund_officer=True).user)
        assert "No form on paper waits" in text(client.get("/en/paper-desk/"))


class TestSheet:
    def test_shows_the_pictures_beside_the_questions_with_nothing_filled_in(self, client, officer, row):
        client.force_login(officer.user)
        page = client.get(f"/en/paper-desk/{row.pk}/")

        assert text(page).count("<img src=") == row.pages
        assert "checked" not in page.content.decode().split("<form", 1)[1]
        scan = row.scans.order_by("pk")[0]
        picture = client.get(reverse("on_paper:picture", args=[row.pk, scan.pk]))
        assert Image.open(io.BytesIO(picture.content)).format == "JPEG"

    def test_files_what_was_typed(self, client, officer, row):
        client.force_login(officer.user)

        answer = client.post(f"/en/paper-desk/{row.pk}/", {**TYPED, "file": "1"}, follow=True)

        assert "The form is filed." in text(answer)
        payload = Filing.objects.get().content.payload
        assert payload["received_on"] == "2026-04-03"
        assert payload["answers"]["employers"] == [{"name": "Beck am Bach", "gross": "812.50"}]

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, client, officer, row):
        client.force_login(officer.user)
        half = {"worked": "yes", "how": "part", "file": "1", "is_signed": "yes"}

        page = text(client.post(f"/en/paper-desk/{row.pk}/", half))

        assert "Enter the day of the postmark" in page
        assert 'value="part"' in page
        assert not Filing.objects.exists()

    def test_gives_one_more_row_and_keeps_what_was_typed(self, client, officer, row):
        client.force_login(officer.user)

        page = text(client.post(f"/en/paper-desk/{row.pk}/", {**TYPED, "employers-more": "1"}))

        assert 'name="employers-1-name"' in page
        assert 'value="Beck am Bach"' in page
        assert not Filing.objects.exists()

    def test_keeps_a_row_of_which_one_cell_cannot_be_read_yet(self, client, officer, row):
        client.force_login(officer.user)
        client.post(f"/en/paper-desk/{row.pk}/", {**TYPED, "employers-0-gross": "", "keep": "1"})

        assert 'value="Beck am Bach"' in text(client.get(f"/en/paper-desk/{row.pk}/"))
        assert not Filing.objects.exists()

    def test_can_be_kept_for_later(self, client, officer, row):
        client.force_login(officer.user)

        client.post(f"/en/paper-desk/{row.pk}/", {"worked": "no", "keep": "1"})

        assert 'value="no"' in text(client.get(f"/en/paper-desk/{row.pk}/"))
        assert not Filing.objects.exists()

    def test_is_hidden_from_everybody_else(self, client, row):
        scan = row.scans.order_by("pk")[0]
        for member in (MembershipFactory(fund_officer=True), MembershipFactory(), MembershipFactory(helper=True)):
            client.force_login(member.user)
            assert client.get(reverse("on_paper:sheet", args=[row.pk])).status_code == 404
            assert client.get(reverse("on_paper:picture", args=[row.pk, scan.pk])).status_code == 404
        client.force_login(row.person.user)
        assert client.get(reverse("on_paper:sheet", args=[row.pk])).status_code == 404
