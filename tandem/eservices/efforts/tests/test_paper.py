"""The monthly proof on paper: printed, filled in with a pen, scanned, typed at the desk, filed with a receipt."""

import datetime

import pytest
from django.urls import reverse

from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.procedure import KEY
from tandem.eservices.efforts.services import PaperIncomplete
from tandem.eservices.efforts.tests.factories import MARCH, EffortFactory, filed
from tandem.eservices.on_paper import layout, selectors, services
from tandem.eservices.on_paper.models import PaperSheet
from tandem.eservices.on_paper.types import PageCode, Picture
from tandem.eservices.procedures import registry
from tandem.eservices.procedures.models import Draft, Filing
from tandem.facilities.notifications.models import Message
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Presence
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory

POSTMARK = datetime.date(2026, 4, 3)
ROW = {
    "applied_on": datetime.date(2026, 3, 20),
    "job_title": "Baker",
    "company": "Beck am Bach",
    "contact_person": "",
    "street": "",
    "house_number": "",
    "po_box": "",
    "postal_code": "3011",
    "locality": "Bern",
    "country": "",
    "email": "beck.example.ch/jobs",
    "phone": "",
    "channels": ["electronic"],
    "workload": "part_time",
    "assigned_by_office": False,
    "interview": None,
    "outcome": "pending",
    "rejection_reason": "",
}


@pytest.fixture(autouse=True)
def noon(clock):
    clock.freeze(NOON)


@pytest.fixture
def person(db):
    return PersonFactory(with_account=True, with_counsellor=True)


@pytest.fixture
def counsellor(person):
    return acting_as_member(person.counsellor)


def printed(person) -> PaperSheet:
    code = services.print_blank(acting_as(person), key=KEY, subject="2026-03", language=Language.DE, now=NOON).code
    return PaperSheet.objects.get(code=code)


def came_in(person) -> PaperSheet:
    row = printed(person)
    for page in range(1, row.pages + 1):
        codes = frozenset({PageCode(row.code, page)})
        picture = Picture(content=b"\xff\xd8", codes=codes, sha256=bytes([page]) * 32)
        services.take_picture(system("LPGA 29 al. 3"), picture=picture, now=NOON)
    return row


def typed(counsellor, row, *rows, received_on=POSTMARK):
    return services.type_sheet(
        counsellor,
        sheet_id=row.pk,
        values={"efforts": list(rows)},
        received_on=received_on,
        is_signed=True,
        now=NOON,
    )


class TestSheet:
    def test_has_room_for_twelve_efforts_and_shows_what_is_noted(self):
        procedure = registry.valid_on(KEY, MARCH)
        (step,) = layout.lines(procedure, {}, {"efforts": [{**ROW, "country": "CH"}]})
        (question,) = step["questions"]

        assert len(question["cards"]) == 12
        first = {cell["label"]: cell for cell in question["cards"][0]}
        assert "Beck am Bach" in {cell["value"] for cell in first.values()}
        assert [option["checked"] for option in first["How did you apply?"]["options"]] == [True, False, False, False]
        assert not any(cell["value"] for cell in question["cards"][1])

    def test_is_printed_by_the_person_with_two_efforts_on_a_page(self, person):
        EffortFactory(person=person)

        assert printed(person).pages <= 9

    def test_shows_an_office_nothing_that_is_not_filed(self, person, counsellor):
        EffortFactory(person=person)

        desk = selectors.desk_of(counsellor, came_in(person).pk, now=NOON)
        assert desk.shown == {}
        assert desk.sheet.context.known["efforts.noted"] is None

    def test_is_for_the_person_alone(self, counsellor):
        with pytest.raises(Hidden):
            services.print_blank(counsellor, key=KEY, subject="2026-03", language=Language.DE, now=NOON)


class TestTypeSheet:
    def test_files_the_efforts_dated_by_the_postmark_and_tells_the_person(self, person, counsellor):
        row = came_in(person)
        done = typed(counsellor, row, ROW, {**ROW, "company": "Hotel Post"})

        proof = Proof.objects.get(person=person)
        assert proof.receipt.number == done.receipt
        assert (proof.number_of_efforts, proof.is_late, proof.payload["received_on"]) == (2, False, "2026-04-03")
        assert proof.payload["on_paper"] is True
        assert proof.payload["efforts"][0]["form_url"] == "https://beck.example.ch/jobs"
        assert proof.payload["declaration"]
        assert {effort.presence for effort in Effort.objects.all()} == {Presence.ON_PAPER}
        assert Message.objects.filter(person=person, kind="on_paper.filed").count() == 1
        assert LedgerEntry.objects.filter(person=person, verb="efforts.file_from_paper").exists()
        assert not Filing.objects.exists()
        assert Draft.objects.get().handed_over == proof.receipt
        assert selectors.queue(counsellor, now=NOON) == []

    def test_is_late_when_the_postmark_is(self, person, counsellor, clock):
        row = came_in(person)
        later = NOON + datetime.timedelta(days=10)
        clock.freeze(later)
        services.type_sheet(
            counsellor,
            sheet_id=row.pk,
            values={"efforts": [ROW]},
            received_on=datetime.date(2026, 4, 8),
            is_signed=True,
            now=later,
        )

        assert Proof.objects.get().is_late

    def test_files_what_was_noted_on_screen_and_printed_once(self, person, counsellor):
        noted = EffortFactory(person=person, company="Beck am Bach", job_title="Baker", applied_on=ROW["applied_on"])
        typed(counsellor, came_in(person), ROW, {**ROW, "company": "Hotel Post"})

        noted.refresh_from_db()
        assert noted.is_filed
        assert noted.workload == "part_time"
        assert Effort.objects.count() == 2

    def test_gives_the_earlier_receipt_when_all_was_filed_before(self, person, counsellor):
        EffortFactory(person=person, company="Beck am Bach", job_title="Baker", applied_on=ROW["applied_on"])
        proof = filed(person)

        assert typed(counsellor, came_in(person), ROW).receipt == proof.receipt.number
        assert Proof.objects.count() == 1

    def test_names_the_application_that_is_incomplete_and_keeps_what_was_typed(self, person, counsellor):
        row = came_in(person)
        wrong = [{**ROW, "company": ""}, {**ROW, "applied_on": datetime.date(2026, 2, 20)}]
        for one in wrong:
            with pytest.raises(PaperIncomplete, match="2"):
                typed(counsellor, row, ROW, one)

        assert not Proof.objects.exists()
        assert not Effort.objects.exists()
        assert len(selectors.desk_of(counsellor, row.pk, now=NOON).shown["efforts"]) == 2

    def test_leaves_a_second_sheet_of_the_month_to_be_filed_as_a_supplement(self, person, counsellor):
        first, second = came_in(person), came_in(person)
        typed(counsellor, first, ROW)
        assert [line.sheet_id for line in selectors.queue(counsellor, now=NOON)] == [second.pk]

        typed(counsellor, second, {**ROW, "company": "Hotel Post"})
        assert [proof.sequence for proof in Proof.objects.order_by("pk")] == [1, 2]


class TestPages:
    def test_lead_from_the_month_to_the_sheet(self, client, person):
        client.force_login(person.user)
        address = reverse("on_paper:print_blank", args=[KEY, "2026-03"])

        assert address in client.get(reverse("efforts:month", args=[MARCH])).content.decode()
        assert client.get(address).status_code == 200
        assert client.post(address)["Content-Type"] == "application/pdf"

    def test_offer_nothing_of_it_on_screen(self, client, person):
        client.force_login(person.user)
        row = printed(person)

        assert client.get(reverse("procedures:start", args=[KEY, "2026-03"])).status_code == 404
        assert client.post(reverse("procedures:start", args=[KEY, "2026-03"])).status_code == 404
        assert client.get(reverse("procedures:resume", args=[row.draft_id])).status_code == 404
        assert KEY not in client.get(reverse("procedures:mine")).content.decode()
