import datetime

import pytest

from tandem.eservices.procedures.models import Filing
from tandem.eservices.procedures.refusals import Incomplete, NotYetReceived
from tandem.eservices.procedures.services import file, file_from_paper, save_answers, type_from_paper
from tandem.eservices.procedures.sheet import enter
from tandem.eservices.procedures.tests.factories import ANSWERS, answered, begun, seen_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import AuthorityKind, Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON, acting_as_member
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

DUE = datetime.date(2026, 4, 5)
LATER = NOON + datetime.timedelta(days=6)  # 9 April: late for March on screen


@pytest.fixture
def officer(db):
    return MembershipFactory(fund_officer=True)


@pytest.fixture
def draft(officer, declared):
    declared()
    return begun(PersonFactory(with_account=True, fund=officer.organisation))


def fund(officer, draft, now=LATER):
    return open_file(acting_as_member(officer, now=now), draft.person_id, Purpose.MONTHLY_FORM, now=now)


class TestTypeFromPaper:
    def test_keeps_answers_as_the_persons_words_by_the_funds_hand(self, officer, draft):
        type_from_paper(fund(officer, draft), draft_id=draft.pk, values={"worked": True}, seen={}, now=LATER)

        answer = draft.answers.get()
        assert (answer.written_by, answer.presence) == (officer.user, Presence.ON_PAPER)
        assert LedgerEntry.objects.filter(person=draft.person, verb="procedures.type_from_paper").exists()

    def test_overwrites_nothing_that_she_has_answered_on_screen_meanwhile(self, officer, declared):
        declared()
        draft = answered(PersonFactory(with_account=True, fund=officer.organisation))

        saved = type_from_paper(fund(officer, draft), draft_id=draft.pk, values={"worked": False}, seen={}, now=LATER)

        assert [conflict.field for conflict in saved.conflicts] == ["worked"]

    def test_is_not_for_another_fund_nor_for_a_counsellor(self, draft):
        for other in (MembershipFactory(fund_officer=True), MembershipFactory()):
            with pytest.raises(Hidden):
                fund(other, draft)


class TestFileFromPaper:
    def typed(self, officer, draft, answers=ANSWERS):
        acting = fund(officer, draft)
        type_from_paper(acting, draft_id=draft.pk, values=answers, seen={}, now=LATER)
        return acting

    def test_counts_from_the_postmark_and_not_from_the_day_of_typing(self, officer, draft):
        acting = self.typed(officer, draft)

        filing = file_from_paper(acting, draft_id=draft.pk, received_on=DUE, language=Language.FR, now=LATER)

        assert (filing.received_on, filing.filed_at, filing.is_late) == (DUE, LATER, False)
        assert (filing.presence, filing.authority) == (Presence.ON_PAPER, AuthorityKind.LEGAL_DUTY)
        assert filing.content.payload["received_on"] == "2026-04-05"
        assert filing.language == "fr"
        assert filing.receipt.person == draft.person

    def test_is_late_by_its_postmark(self, officer, draft):
        acting = self.typed(officer, draft)

        filing = file_from_paper(
            acting,
            draft_id=draft.pk,
            received_on=DUE + datetime.timedelta(days=1),
            language=Language.DE,
            now=LATER,
        )

        assert filing.is_late

    def test_needs_all_answers_and_guesses_none(self, officer, draft):
        acting = self.typed(officer, draft, {name: ANSWERS[name] for name in ("worked", "how")})

        with pytest.raises(Incomplete):
            file_from_paper(acting, draft_id=draft.pk, received_on=DUE, language=Language.DE, now=LATER)
        assert not Filing.objects.exists()

    def test_never_comes_before_it_was_posted(self, officer, draft):
        acting = self.typed(officer, draft)

        with pytest.raises(NotYetReceived):
            file_from_paper(
                acting,
                draft_id=draft.pk,
                received_on=datetime.date(2026, 4, 10),
                language=Language.DE,
                now=LATER,
            )


class TestDraft:
    def test_stays_closed_to_whoever_decides_about_the_person(self, officer, draft):
        """The right to type a sheet is not the right to read what she has not filed."""
        with pytest.raises(Hidden):
            enter(acting_as_member(officer, now=LATER), draft.pk, now=LATER)

    def test_is_never_written_or_filed_by_the_verbs_of_the_person(self, officer, draft):
        acting = fund(officer, draft)
        with pytest.raises(Hidden):
            save_answers(acting, draft_id=draft.pk, values={"worked": True}, seen={}, now=LATER)
        with pytest.raises(Hidden):
            file(acting, draft_id=draft.pk, seen=seen_of(draft), language=Language.DE, now=LATER)
