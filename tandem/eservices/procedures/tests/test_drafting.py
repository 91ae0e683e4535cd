import datetime

import pytest

from tandem.eservices.procedures import refusals, services
from tandem.eservices.procedures.models import Answer
from tandem.eservices.procedures.selectors import draft_of, history_of
from tandem.eservices.procedures.signals import answer_written
from tandem.eservices.procedures.tests.factories import ANSWERS, KEY, MARCH, answered, begun, filed, own_file, save
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.tests.factories import NOON, acting_as, acting_as_member
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared()


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


class TestOpenDraft:
    def test_begins_once_and_resumes_afterwards(self, person):
        first = begun(person)
        assert begun(person, now=NOON + HOUR) == first
        assert LedgerEntry.objects.filter(verb="procedures.begin").count() == 1

    def test_says_which_receipt_there_is_already(self, person):
        filing = filed(answered(person))

        with pytest.raises(refusals.AlreadyFiled) as refusal:
            begun(person)
        assert refusal.value.receipt == filing.receipt.number

    def test_waits_for_its_day(self, person):
        with pytest.raises(refusals.NotOpenYet):
            begun(person, subject="2026-05")

    @pytest.mark.parametrize(("key", "subject"), [("tests.monthyl", MARCH), (KEY, "2026-13"), (KEY, ""), (KEY, "x")])
    def test_finds_nothing_where_nothing_is(self, person, key, subject):
        with pytest.raises(Hidden):
            begun(person, key=key, subject=subject)

    def test_is_not_for_whom_it_does_not_concern(self, person, declared):
        declared(key="tests.other", offered=lambda context: context.canton == "VS")

        with pytest.raises(Hidden):
            begun(person, key="tests.other")


class TestSaveAnswers:
    def test_keeps_each_answer_with_its_author_and_its_history(self, person):
        draft = begun(person)
        save(draft, {"worked": False})
        saved = save(draft, {"worked": True}, {"worked": 1}, now=NOON + HOUR)

        assert saved.revisions == {"worked": 2}
        assert [(row.revision, row.value) for row in history_of(own_file(person), draft.pk)] == [(2, True), (1, False)]
        assert draft_of(acting_as(person), draft.pk, now=NOON).answers == {"worked": True}

    def test_never_overwrites_what_somebody_wrote_meanwhile(self, person):
        draft = begun(person)
        save(draft, {"worked": True, "remark": "first"})
        save(draft, {"remark": "second"}, {"remark": 1})

        saved = save(draft, {"worked": False, "remark": "third"}, {"worked": 1, "remark": 1})

        (conflict,) = saved.conflicts
        assert (conflict.field, conflict.mine, conflict.theirs, conflict.revision) == ("remark", "third", "second", 2)
        written = draft_of(acting_as(person), draft.pk, now=NOON).written
        assert {name: row.value for name, row in written.items()} == {"worked": False, "remark": "second"}

    def test_sees_no_conflict_in_the_same_answer(self, person):
        draft = begun(person)
        save(draft, {"remark": "same"})

        assert save(draft, {"remark": "same"}, {"remark": 0}).conflicts == ()
        assert Answer.objects.count() == 1

    def test_costs_three_queries_however_many_answers(self, person, django_assert_num_queries):
        draft = begun(person)
        acting = own_file(person)

        # the savepoint, the draft, the answers, one INSERT
        with django_assert_num_queries(3 + 2):
            services.save_answers(acting, draft_id=draft.pk, values=ANSWERS, seen={}, now=NOON)

    def test_refuses_a_form_that_was_filed(self, person):
        draft = answered(person)
        filed(draft)

        with pytest.raises(refusals.AlreadyFiled):
            save(draft, {"worked": False}, {"worked": 1})

    def test_refuses_a_question_that_nobody_asks(self, person):
        with pytest.raises(ValueError, match="asks no colour"):
            save(begun(person), {"colour": "red"})

    def test_tells_listeners_ids_only_after_commit(self, person, django_capture_on_commit_callbacks):
        heard = []
        draft = begun(person)

        def listen(**facts):
            heard.append({key: facts[key] for key in ("draft_id", "field", "revision", "user_id")})

        answer_written.connect(listen)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                save(draft, {"worked": True})
                assert heard == []
        finally:
            answer_written.disconnect(listen)
        assert heard == [{"draft_id": draft.pk, "field": "worked", "revision": 1, "user_id": person.user_id}]

    def test_is_read_by_no_office_before_it_is_filed(self, person, declared):
        declared(key="tests.office", purpose=Purpose.EFFORTS)
        own = own_file(person, purpose=Purpose.EFFORTS)
        draft = services.open_draft(own, key="tests.office", subject=MARCH, now=NOON)

        with pytest.raises(Hidden):
            draft_of(acting_as_member(person.counsellor), draft.pk, now=NOON)
        assert not LedgerEntry.objects.filter(verb="access.open_file").exists()

    def test_is_for_nobody_else(self, person):
        draft = begun(person)
        other = own_file(PersonFactory(with_account=True))

        with pytest.raises(Hidden):
            save(draft, {"worked": True}, acting=other)
        with pytest.raises(Hidden):
            draft_of(acting_as_member(person.counsellor), draft.pk, now=NOON)


class TestReportNothing:
    def test_sets_its_answers_and_leaves_nothing_to_ask(self, person):
        draft = begun(person)
        services.report_nothing(own_file(person), draft_id=draft.pk, now=NOON)

        sheet = draft_of(acting_as(person), draft.pk, now=NOON)
        assert sheet.missing == ()
        assert [step.key for step in sheet.steps] == ["work", "health"]
        assert filed(draft).content.payload["answers"] == {"ill": False, "worked": False}

    def test_overwrites_nothing(self, person):
        draft = begun(person)
        save(draft, {"worked": True})

        with pytest.raises(refusals.AnswersGiven):
            services.report_nothing(own_file(person), draft_id=draft.pk, now=NOON)

    def test_is_not_hindered_by_what_no_longer_applies(self, person):
        draft = begun(person)
        save(draft, {name: ANSWERS[name] for name in ("worked", "employers", "how")})
        save(draft, {"worked": False}, {"worked": 1})

        services.report_nothing(own_file(person), draft_id=draft.pk, now=NOON)

        sent = filed(draft).content.payload["answers"]
        assert sent["worked"] is False
        assert "employers" not in sent
