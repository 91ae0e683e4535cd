"""Papers that a filed month asks for: what counts as here, and how the fund asks for the others."""

import datetime

import pytest

from tandem.eservices.declarations import monthly, selectors, services
from tandem.eservices.declarations.models import AskedPaper
from tandem.eservices.declarations.tests.factories import NOW, WORK, month_filed
from tandem.eservices.procedures import services as engine
from tandem.eservices.procedures.selectors import draft_of, to_bring
from tandem.eservices.procedures.tests.factories import filed, own_file
from tandem.facilities.documents.models import Version
from tandem.facilities.documents.tests.factories import VersionFactory
from tandem.facilities.notifications.models import Message
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import acting_as, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

OCTOBER = datetime.date(2026, 10, 1)
BY = datetime.date(2026, 11, 20)


@pytest.fixture
def officer():
    return MembershipFactory(fund_officer=True)


@pytest.fixture
def person(officer):
    return PersonFactory(with_account=True, fund=officer.organisation, email="mila@example.com")


def desk(officer, person):
    return open_file(acting_as_member(officer, now=NOW), person.pk, Purpose.MONTHLY_FORM, now=NOW)


def handed_in(filing, **facts):
    """What she keeps, handed in from there."""
    kept = VersionFactory(document__person=filing.person, **facts)
    (asked,) = [row.asked for row in filing.documents.filter(required=True)]
    return engine.hand_in(
        own_file(filing.person, now=NOW), filing_id=filing.pk, mark=asked.mark, version_id=kept.pk, now=NOW
    )


def missing(officer, person):
    """How many the fund's list counts, and how many her form's page at the desk names."""
    [line] = selectors.month_lines(acting_as_member(officer, now=NOW), [person.pk], OCTOBER).values()
    return line.missing, sum(not paper.is_here for paper in selectors.papers_of(desk(officer, person), OCTOBER))


def waiting(person):
    return [(line.asked.about, line.wanted_by) for line in to_bring(acting_as(person, now=NOW), now=NOW)]


class TestPapers:
    def test_are_here_once_the_person_has_handed_them_in(self, officer, person):
        filing = month_filed(person, **WORK)
        assert (missing(officer, person), waiting(person)) == ((1, 1), [("Beck am Bach", None)])

        handed_in(filing)

        assert (missing(officer, person), waiting(person)) == ((0, 0), [])
        (paper,) = selectors.papers_of(desk(officer, person), OCTOBER)
        assert (paper.handed_in_on, paper.received_on) == (NOW.date(), None)

    def test_are_missing_again_when_a_virus_was_found(self, officer, person):
        row = handed_in(month_filed(person, **WORK), waiting=True)
        assert missing(officer, person) == (0, 0)
        Version.objects.filter(pk=row.version_id).update(scan="infected", scanned_at=NOW, emptied_at=NOW)

        assert missing(officer, person) == (1, 1)

    def test_are_asked_of_nobody_once_the_fund_has_them_on_paper(self, officer, person):
        month_filed(person, **WORK)
        services.note_paper(desk(officer, person), paper_id=AskedPaper.objects.get().pk, is_here=True, now=NOW)

        assert waiting(person) == []

        services.note_paper(desk(officer, person), paper_id=AskedPaper.objects.get().pk, is_here=False, now=NOW)

        assert waiting(person) == [("Beck am Bach", None)]


class TestAskForPapers:
    def ask(self, officer, person, by=BY):
        return services.ask_for_papers(desk(officer, person), month=OCTOBER, by=by, now=NOW)

    def test_sets_a_limit_that_the_person_reads_in_her_message_and_on_her_pages(self, officer, person):
        filing = month_filed(person, **WORK)

        assert self.ask(officer, person) == 1

        message = Message.objects.get(person=person, kind="deadlines.documents_missing")
        assert "Beck am Bach" in message.body
        assert filing.receipt.number in message.link
        assert waiting(person) == [("Beck am Bach", BY)]
        assert LedgerEntry.objects.filter(person=person, verb="declarations.ask_for_papers").count() == 1

    def test_says_nothing_of_the_benefit_to_strangers(self, officer, person):
        month_filed(person, **WORK)
        self.ask(officer, person)

        message = Message.objects.get(kind="deadlines.documents_missing")
        assert "Beck" not in message.subject + message.short

    def test_holds_after_a_correction(self, officer, person):
        first = month_filed(person, **WORK)
        self.ask(officer, person)
        file = own_file(person, now=NOW)
        draft = engine.start_correction(file, filing_id=first.pk, reason="A mistake.", now=NOW)
        seen = draft_of(acting_as(person, now=NOW), draft.pk, now=NOW).revisions()
        engine.save_answers(file, draft_id=draft.pk, values={"workload": 80}, seen=seen, now=NOW)
        filed(draft, now=NOW)

        assert waiting(person) == [("Beck am Bach", BY)]

    def test_leaves_time_to_get_a_paper(self, officer, person):
        month_filed(person, **WORK)

        with pytest.raises(services.LimitTooShort):
            self.ask(officer, person, by=NOW.date() + datetime.timedelta(days=4))
        assert not Message.objects.filter(kind="deadlines.documents_missing").exists()

    def test_writes_to_nobody_when_nothing_is_missing(self, officer, person):
        handed_in(month_filed(person, **WORK))

        with pytest.raises(services.NothingMissing):
            self.ask(officer, person)

    def test_is_the_funds_alone(self, officer, person):
        month_filed(person, **WORK)
        with pytest.raises(Hidden):
            services.ask_for_papers(own_file(person, now=NOW), month=OCTOBER, by=BY, now=NOW)
        with pytest.raises(Hidden):
            desk(MembershipFactory(fund_officer=True), person)


def test_the_form_of_a_month_knows_the_papers_of_its_fund():
    assert {"declarations.papers_here", "declarations.papers_wanted"} <= monthly.MONTHLY.wanted_sources
