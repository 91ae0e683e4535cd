"""Her yes on her own screen, and two answers at once."""

import threading

import pytest
from django.db import connections

from tandem.assistance.confirmations import selectors, services
from tandem.assistance.confirmations.enums import Dropped, Flaw, Outcome
from tandem.assistance.confirmations.refusals import (
    AlreadyAnswered,
    NoYes,
)
from tandem.assistance.confirmations.services import screen
from tandem.assistance.confirmations.tests.factories import (
    LATER,
    MINUTE,
    asked,
    mandated,
    own,
    ready,
    says_yes,
    with_list,
)
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.services import save_answers
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence, Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON
from tandem.identity.factors.services import WrongCode
from tandem.identity.mandates import services as mandates
from tandem.identity.mandates.tests.factories import a_person
from tandem.identity.mandates.tests.factories import own_file as own_mandates

pytestmark = pytest.mark.usefixtures("form")


def again(act):
    act.refresh_from_db()
    return act


class TestYesOnScreen:
    def test_sends_exactly_what_was_asked_as_made_in_place(self, act, person, helper):
        assert says_yes(person, act) is Outcome.SENT

        filing = Filing.objects.get()
        assert again(act).state == "confirmed"
        assert (filing.presence, filing.capacity, filing.filed_by_id) == (
            Presence.IN_PLACE,
            Capacity.HELPER,
            helper.user_id,
        )
        assert (filing.authority, filing.language) == (AuthorityKind.MANDATE, "de")
        assert act.receipt_id == filing.receipt_id

    def test_stands_in_the_ledger_for_both(self, act, person, helper):
        says_yes(person, act)

        rows = LedgerEntry.objects.filter(person=person, at=LATER).order_by("pk")
        assert [(row.verb, row.capacity, row.presence) for row in rows] == [
            ("procedures.file", "helper", "in_place"),
            ("confirmations.confirm", "self", "alone"),
        ]

    def test_takes_no_wrong_code_and_no_code_twice(self, act, person, helper):
        with pytest.raises(WrongCode):
            says_yes(person, act, typed="AAAAAAAA")
        says_yes(person, act, code=1)
        another = asked(person, helper, draft_id=ready(person, helper, subject="2026-02"))
        with pytest.raises(WrongCode):
            says_yes(person, another, code=1, now=LATER + MINUTE)
        assert Filing.objects.count() == 1

    def test_takes_no_text_but_the_one_that_was_asked(self, act, person):
        with pytest.raises(NoYes) as refused:
            services.confirm(own(person), act_id=act.pk, seen="0" * 64, code="x", now=LATER)
        assert refused.value.flaw is Flaw.OTHER_TEXT

    def test_is_nobodys_but_hers(self, act, person, helper):
        stranger = with_list(a_person(phone="+41790000001"))
        with pytest.raises(Hidden):
            says_yes(stranger, act)
        for acting in (
            open_file(helper, person.pk, Purpose.HELP, now=LATER),
            open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=LATER),
        ):
            with pytest.raises(Hidden):
                services.confirm(acting, act_id=act.pk, seen=act.fingerprint, code="x", now=LATER)

    def test_sends_nothing_when_the_draft_was_changed_meanwhile(self, act, person, helper):
        file = open_file(helper, person.pk, Purpose.MONTHLY_FORM, now=NOON + 30 * MINUTE / 60)
        save_answers(file, draft_id=int(act.subject), values={"how": "full"}, seen={"how": 1}, now=NOON + MINUTE / 2)

        assert says_yes(person, act) is Outcome.CHANGED
        assert again(act).state == "changed"
        assert not Filing.objects.exists()
        assert Draft.objects.get().asked_at is None
        # It is asked anew, and then it goes.
        assert says_yes(person, asked(person, helper, draft_id=int(act.subject), now=LATER), code=2) is Outcome.SENT

    def test_sends_nothing_once_the_mandate_has_ended(self, act, person, mandate):
        mandates.end(own_mandates(person), mandate_id=mandate.pk, now=NOON + MINUTE / 2)

        assert says_yes(person, act) is Outcome.MANDATE_OVER
        assert (again(act).state, act.dropped) == ("dropped", Dropped.MANDATE_OVER)
        assert not Filing.objects.exists()

    def test_counts_once(self, act, person):
        says_yes(person, act)
        with pytest.raises(AlreadyAnswered):
            says_yes(person, act, code=2)
        assert Filing.objects.count() == 1

    def test_leaves_the_draft_and_her_words_when_she_says_no(self, act, person, helper):
        services.refuse(own(person), act_id=act.pk, words="I did not work on Friday.", now=LATER)

        assert (again(act).state, act.her_words) == ("refused", "I did not work on Friday.")
        assert Draft.objects.open().get().asked_at is None
        assert selectors.one_asked(helper, act.pk).her_words == "I did not work on Friday."
        with pytest.raises(AlreadyAnswered):
            says_yes(person, act)

    def test_takes_a_reason_when_it_is_late(self, person, helper):
        mandate_late = NOON
        mandated(person, helper, now=mandate_late)
        act = asked(person, helper, draft_id=ready(person, helper, subject="2026-02"))

        says_yes(person, act, late_reason="I was in hospital.")

        filing = Filing.objects.get()
        assert filing.is_late
        assert filing.content.payload["late_reason"] == "I was in hospital."


class TestTwoAnswersAtOnce:
    @pytest.mark.django_db(transaction=True)
    def test_send_once(self, person, helper):
        mandated(person, helper)
        act = asked(person, helper)
        answers = []

        def answer():
            try:
                answers.append(screen._confirm(own(person), act.pk, act.fingerprint, "", LATER))
            except AlreadyAnswered:
                answers.append("already")
            finally:
                connections.close_all()

        threads = [threading.Thread(target=answer, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(map(str, answers)) == ["already", "sent"]
        assert Filing.objects.count() == 1
