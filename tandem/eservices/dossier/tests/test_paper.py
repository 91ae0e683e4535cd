"""Documents on paper: a sheet printed at home or at the desk, sent with the papers, typed, receipted by post."""

import datetime

import pytest

from tandem.eservices.dossier import selectors as dossier
from tandem.eservices.dossier.models import Transmission
from tandem.eservices.dossier.procedure import KEY
from tandem.eservices.on_paper import services
from tandem.eservices.on_paper.models import PaperSheet
from tandem.eservices.on_paper.types import PageCode, Picture
from tandem.eservices.procedures.models import Draft, Filing
from tandem.facilities.documents.tests.factories import own_file
from tandem.facilities.notifications.models import Message
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Presence
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.access.types import system
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

POSTMARK = datetime.date(2026, 4, 3)
PAPERS = [{"title": "Diplom Koch", "kind": "diploma", "pages": 2}, {"title": "Lebenslauf", "kind": "cv", "pages": 1}]


@pytest.fixture(autouse=True)
def noon(clock):
    clock.freeze(NOON)


@pytest.fixture
def person(db):
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


def printed(person):
    code = services.print_blank(acting_as(person), key=KEY, subject="2026-04-03", language=Language.DE, now=NOON).code
    return PaperSheet.objects.get(code=code)


def came_in(row):
    for page in range(1, row.pages + 1):
        codes = frozenset({PageCode(row.code, page)})
        picture = Picture(content=b"\xff\xd8", codes=codes, sha256=bytes([page]) * 32)
        services.take_picture(system("LPGA 29 al. 3"), picture=picture, now=NOON)
    return row


def typed(member, row, **values):
    said = {"to": ["office", "fund"], "papers": PAPERS, **values}
    return services.type_sheet(
        acting_as_member(member), sheet_id=row.pk, values=said, received_on=POSTMARK, is_signed=True, now=NOON
    )


class TestDocumentsOnPaper:
    def test_reach_both_desks_with_the_day_of_the_postmark_and_a_receipt(self, person):
        typed(person.counsellor, came_in(printed(person)))

        office, fund = Transmission.objects.order_by("pk")
        assert (office.recipient, fund.recipient) == ("office", "fund")
        assert office.payload["received_on"] == "2026-04-03"
        assert [paper["title"] for paper in office.payload["documents"]] == ["Diplom Koch", "Lebenslauf"]
        assert (office.presence, Filing.objects.exists()) == (Presence.ON_PAPER, False)
        assert Draft.objects.get().handed_over == office.receipt
        assert LedgerEntry.objects.filter(person=person, verb="dossier.receive_on_paper").count() == 2
        told = [message.receipt for message in Message.objects.filter(kind="on_paper.filed").order_by("pk")]
        assert told == [office.receipt.text, fund.receipt.text]
        assert [sent.came_on_paper for sent in dossier.sent_by_person(own_file(person))] == [True, True]

    def test_are_typed_by_the_fund_as_well(self, person):
        officer = MembershipFactory(fund_officer=True, organisation=person.fund)
        typed(officer, came_in(printed(person)), to=["fund"])

        assert Transmission.objects.get().organisation == person.fund

    def test_can_be_sent_again_on_the_same_day(self, person):
        typed(person.counsellor, came_in(printed(person)), to=["office"])

        assert not printed(person).scans.exists()
