"""The fund looks at a paper that was handed in, and it is not the one that was asked for."""

import pytest
from django.db import IntegrityError, transaction

from tandem.eservices.declarations import selectors, services
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.declarations.tests.factories import NOW, month_filed
from tandem.eservices.declarations.tests.test_papers import (
    BY,
    OCTOBER,
    WORK,
    desk,
    handed_in,
    missing,
    officer,  # noqa: F401 - a fixture
    person,  # noqa: F401 - a fixture
    waiting,
)
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.models import HandedIn, TurnedDown
from tandem.eservices.procedures.personal_data import export_filings
from tandem.eservices.procedures.refusals import NothingToTurnDown, ReasonForTurningDownMissing, TurnedDownBefore
from tandem.eservices.procedures.tests.factories import own_file
from tandem.facilities.notifications.models import Message
from tandem.foundation.refusals import Hidden
from tandem.identity.access.models import LedgerEntry
from tandem.identity.organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

REASON = "The sheet is of September."


@pytest.fixture
def filing(person):  # noqa: F811
    return month_filed(person, **WORK)


@pytest.fixture
def row(filing):
    return handed_in(filing)


def turn_down(officer, person, *, reason=REASON, by=BY):  # noqa: F811
    services.turn_down_paper(
        desk(officer, person), month=OCTOBER, paper_id=AskedPaper.objects.get().pk, reason=reason, by=by, now=NOW
    )


@pytest.mark.usefixtures("row")
class TestTurnDownPaper:
    def test_makes_it_missing_again_with_a_new_time_limit(self, officer, person):  # noqa: F811
        assert missing(officer, person) == (0, 0)

        turn_down(officer, person)

        assert missing(officer, person) == (1, 1)
        assert waiting(person) == [("Beck am Bach", BY)]
        assert LedgerEntry.objects.filter(person=person, verb="declarations.turn_down_paper").count() == 1

    def test_tells_the_person_why_on_her_channel_and_strangers_nothing(self, officer, person, filing):  # noqa: F811
        turn_down(officer, person)

        message = Message.objects.get(person=person, kind="deadlines.turned_down")
        assert REASON in message.body
        assert "Beck am Bach" in message.body
        assert filing.receipt.number in message.link
        assert "Beck" not in message.subject + message.short
        assert REASON not in message.subject + message.short

    def test_keeps_what_was_handed_in_with_its_receipt(self, officer, person, row):  # noqa: F811
        turn_down(officer, person)

        (paper,) = selectors.papers_of(desk(officer, person), OCTOBER)
        assert [(one.version_id, one.turned_down) for one in paper.handed_in] == [(row.version_id, REASON)]
        assert HandedIn.objects.get().receipt == row.receipt
        [exported] = export_filings(person.pk)
        assert [one["turned_down"] for one in exported["documents"]] == [REASON]

    def test_ends_with_another_paper_and_not_with_the_same(self, officer, person, filing, row):  # noqa: F811
        turn_down(officer, person)
        (asked,) = [one.asked for one in filing.documents.filter(required=True)]
        with pytest.raises(TurnedDownBefore):
            engine.hand_in(
                own_file(person, now=NOW), filing_id=filing.pk, mark=asked.mark, version_id=row.version_id, now=NOW
            )

        handed_in(filing)

        assert missing(officer, person) == (0, 0)
        assert waiting(person) == []

    def test_is_not_carried_into_a_correction(self, officer, person, filing):  # noqa: F811
        turn_down(officer, person)

        draft = engine.start_correction(own_file(person, now=NOW), filing_id=filing.pk, reason="More.", now=NOW)

        assert not draft.attachments.exists()

    def test_happens_once(self, officer, person):  # noqa: F811
        turn_down(officer, person)

        with pytest.raises(NothingToTurnDown):
            turn_down(officer, person)

    @pytest.mark.parametrize(
        ("facts", "refusal"),
        [({"reason": "  "}, ReasonForTurningDownMissing), ({"by": NOW.date()}, services.LimitTooShort)],
    )
    def test_needs_a_reason_and_time(self, officer, person, facts, refusal):  # noqa: F811
        with pytest.raises(refusal):
            turn_down(officer, person, **facts)

        assert not TurnedDown.objects.exists()
        assert not Message.objects.filter(kind="deadlines.turned_down").exists()

    def test_is_for_the_fund_that_waits_alone(self, officer, person):  # noqa: F811
        facts = {"month": OCTOBER, "paper_id": AskedPaper.objects.get().pk, "reason": REASON, "by": BY, "now": NOW}
        with pytest.raises(Hidden):
            services.turn_down_paper(own_file(person, now=NOW), **facts)
        with pytest.raises(Hidden):
            desk(MembershipFactory(fund_officer=True), person)
        another = month_filed(month=OCTOBER, **WORK)
        handed_in(another)
        with pytest.raises(Hidden):
            services.turn_down_paper(
                desk(officer, person), **{**facts, "paper_id": AskedPaper.objects.get(filing=another).pk}
            )

    def test_is_never_taken_back_in_the_database(self, officer, person):  # noqa: F811
        turn_down(officer, person)

        with pytest.raises(IntegrityError, match="stays as it was filed"), transaction.atomic():
            TurnedDown.objects.update(reason="x")
        with pytest.raises(IntegrityError, match="stays as it was filed"), transaction.atomic():
            TurnedDown.objects.all().delete()
