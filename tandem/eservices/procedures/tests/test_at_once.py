"""Two connections at the same moment: somebody answers while somebody files, two file, two tabs write."""

import threading

import pytest
from django.db import connection

from tandem.eservices.procedures import refusals, services
from tandem.eservices.procedures.models import Answer, Filing, Withdrawal
from tandem.eservices.procedures.selectors import draft_of
from tandem.eservices.procedures.tests.factories import answered, begun, own_file, seen_of
from tandem.facilities.receipts.models import Receipt
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Refusal
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared()


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


def at_once(*acts):
    """Run each on a connection of its own, let go at the same moment; what each returned, or was refused with."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            start.wait()
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Refusal):
            raise result
    return results


def filing(draft):
    file, seen = own_file(draft.person), seen_of(draft)
    return lambda: services.file(file, draft_id=draft.pk, seen=seen, language=Language.EN, now=NOON)


def writing(draft, remark, *, with_sheet):
    """A tab that has read the page before, and now sends it."""
    sheet = draft_of(acting_as(draft.person), draft.pk, now=NOON)
    return lambda: services.save_answers(
        sheet.file,
        draft_id=draft.pk,
        values={"remark": remark},
        seen=sheet.revisions(),
        now=NOON,
        sheet=sheet if with_sheet else None,
    )


class TestAnsweringAndFilingAtOnce:
    @pytest.mark.parametrize("with_sheet", [True, False])
    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_files_what_was_seen_or_nothing(self, person, with_sheet, _round):
        draft = answered(person)

        filed, saved = at_once(filing(draft), writing(draft, "another remark", with_sheet=with_sheet))

        if isinstance(filed, Filing):
            assert isinstance(saved, refusals.AlreadyFiled)
            assert filed.content.payload["answers"]["remark"] == ""
            assert not Answer.objects.filter(draft=draft, value="another remark").exists()
        else:
            assert isinstance(filed, refusals.AnswersChanged)
            assert saved.conflicts == ()
            assert not Filing.objects.exists()


class TestFilingTwiceAtOnce:
    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_gives_one_filing_and_one_receipt(self, person, _round):
        draft = answered(person)

        results = at_once(filing(draft), filing(draft))

        (filed,) = [one for one in results if isinstance(one, Filing)]
        (refused,) = [one for one in results if isinstance(one, refusals.AlreadyFiled)]
        assert refused.receipt == filed.receipt.number
        assert (Filing.objects.count(), Receipt.objects.count()) == (1, 1)


class TestTwoTabs:
    @pytest.mark.parametrize("with_sheet", [True, False])
    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_never_overwrite_each_other_unseen(self, person, with_sheet, _round):
        draft = answered(person)

        saved = at_once(*(writing(draft, text, with_sheet=with_sheet) for text in ("of one tab", "of the other")))

        assert sorted(len(one.conflicts) for one in saved) == [0, 1]
        (conflict,) = [conflict for one in saved for conflict in one.conflicts]
        kept = Answer.objects.filter(draft=draft, field="remark").latest("revision")
        assert (kept.value, kept.revision) == (conflict.theirs, 2)
        assert {conflict.mine, conflict.theirs} == {"of one tab", "of the other"}

    def test_begin_one_form(self, person):
        first, second = at_once(lambda: begun(person), lambda: begun(person))

        assert first == second


class TestTakingBackAndCorrectingAtOnce:
    def test_lets_one_of_them_happen(self, person):
        filed = filing(answered(person))()
        file = own_file(person)

        results = at_once(
            lambda: services.withdraw(file, filing_id=filed.pk, now=NOON),
            lambda: services.withdraw(file, filing_id=filed.pk, now=NOON),
            lambda: services.start_correction(file, filing_id=filed.pk, reason="I was ill.", now=NOON),
        )

        assert Withdrawal.objects.count() == 1
        assert sum(isinstance(one, refusals.NotWithdrawable) for one in results) == 1
