"""The night after the due day: what was there is filed, in time, once, whenever the worker runs."""

import datetime
from unittest import mock

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.eservices.procedures import services, tasks
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.selectors import history_of_filing
from tandem.eservices.procedures.services import automatic
from tandem.eservices.procedures.tests.factories import MARCH, begun, own_file, window
from tandem.eservices.procedures.tests.factories import filed as filed_by_hand
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.services import open_file
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

KEY = "tests.automatic"
PLATFORM = system("OACI 26 al. 2")
# March 2026 is due on 5 April, in Zurich.
EVENING = datetime.datetime(2026, 4, 5, 21, 55, tzinfo=datetime.UTC)
MIDNIGHT = datetime.datetime(2026, 4, 5, 22, 5, tzinfo=datetime.UTC)
A_WEEK_LATER = MIDNIGHT + datetime.timedelta(days=7)


@pytest.fixture(autouse=True)
def _declared(nothing_else, declared):
    declared(key=KEY, purpose=Purpose.EFFORTS, automatic_filing=True, nothing_to_report=None)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, with_fund=True)


def draft_of(person, *, begun_at=NOON, answered_at=NOON, subject=MARCH, values=None, key=KEY):
    draft = begun(person, key=key, subject=subject, now=begun_at, purpose=Purpose.EFFORTS)
    if answered_at is not None:
        answer(draft, values or {"worked": False}, now=answered_at)
    return draft


def answer(draft, values, *, seen=None, now=NOON):
    file = own_file(draft.person, now=now, purpose=Purpose.EFFORTS)
    services.save_answers(file, draft_id=draft.pk, values=values, seen=seen or {}, now=now)


def file_due(draft, now=MIDNIGHT):
    return services.file_due(PLATFORM, draft_id=draft.pk, now=now)


def waiting():
    return [job.args["draft_id"] for job in ProcrastinateJob.objects.filter(task_name=automatic.FILE_DUE)]


def asked_for(django_capture_on_commit_callbacks, now=MIDNIGHT):
    with django_capture_on_commit_callbacks(execute=True):
        services.file_all_due(PLATFORM, now=now)
    return sorted(waiting())


class TestFileDue:
    def test_files_what_is_there_with_a_receipt_and_without_a_declaration(self, person):
        draft = draft_of(person)

        assert file_due(draft, now=EVENING) is None
        filing = file_due(draft)

        assert (filing.filed_by, filing.capacity, filing.is_late) == (None, "system", False)
        assert filing.received_on == datetime.date(2026, 4, 5)
        assert (filing.content.payload["automatic"], filing.content.payload["declaration"]) == (True, "")
        row = LedgerEntry.objects.get(person=person, verb="procedures.file_automatically")
        assert (row.capacity, row.authority_reference) == ("system", "OACI 26 al. 2")

    def test_leaves_out_what_was_answered_after_the_due_day(self, person):
        draft = draft_of(person)
        answer(draft, {"ill": False}, now=EVENING)
        answer(draft, {"worked": True, "how": "part"}, seen={"worked": 1}, now=MIDNIGHT)

        filing = file_due(draft, now=A_WEEK_LATER)

        assert filing.content.payload["answers"] == {"worked": False, "ill": False}
        assert len(history_of_filing(own_file(person, purpose=Purpose.EFFORTS), filing)) == 4

    def test_hands_what_came_later_to_the_correction(self, person):
        draft = draft_of(person)
        answer(draft, {"worked": True}, seen={"worked": 1}, now=MIDNIGHT)
        filing = file_due(draft, now=A_WEEK_LATER)
        file = own_file(person, now=A_WEEK_LATER, purpose=Purpose.EFFORTS)

        correction = services.start_correction(file, filing_id=filing.pk, reason="I had work.", now=A_WEEK_LATER)

        assert correction.answers.get(field="worked").value is True

    def test_is_not_for_what_was_begun_after_the_due_day(self, person):
        draft = draft_of(person, begun_at=MIDNIGHT, answered_at=MIDNIGHT)

        assert file_due(draft, now=A_WEEK_LATER) is None

    def test_is_not_for_a_form_in_which_nobody_had_answered(self, person):
        draft = draft_of(person, answered_at=None)
        answer(draft, {"worked": False}, now=MIDNIGHT)

        assert file_due(draft, now=A_WEEK_LATER) is None

    def test_is_not_for_a_correction(self, person):
        draft = draft_of(
            person,
            values={"worked": False, "ill": False, "phone": "", "employers": None, "how": None, "remark": ""},
        )
        filing = filed_by_hand(draft)
        file = own_file(person, purpose=Purpose.EFFORTS)
        correction = services.start_correction(file, filing_id=filing.pk, reason="I was ill.", now=NOON)

        assert file_due(correction) is None

    def test_files_once_however_often_it_runs(self, person):
        draft = draft_of(person)
        file_due(draft)

        assert file_due(draft) is None
        assert file_due(Draft(pk=draft.pk + 1000)) is None
        assert Filing.objects.count() == 1

    def test_is_the_platforms_alone(self, person):
        draft = draft_of(person)
        file = own_file(person, purpose=Purpose.EFFORTS)

        for attempt in (
            lambda: services.file_due(file, draft_id=draft.pk, now=MIDNIGHT),
            lambda: services.file_automatically(file, draft_id=draft.pk, now=MIDNIGHT),
            lambda: services.file_all_due(file, now=MIDNIGHT),
        ):
            with pytest.raises(Hidden):
                attempt()

    def test_files_no_form_that_the_person_sends_herself(self, person, declared):
        declared(key="tests.own", purpose=Purpose.EFFORTS)
        draft = draft_of(person, key="tests.own")
        platform = open_file(PLATFORM, person.pk, Purpose.EFFORTS, now=MIDNIGHT)

        with pytest.raises(Hidden):
            services.file_automatically(platform, draft_id=draft.pk, now=MIDNIGHT)


class TestFileAllDue:
    def test_asks_for_one_job_for_each_draft_that_is_due(self, person, django_capture_on_commit_callbacks):
        due = [draft_of(person), draft_of(PersonFactory(with_account=True, with_fund=True))]
        draft_of(person, subject="2026-04")
        draft_of(PersonFactory(with_account=True, with_fund=True), begun_at=MIDNIGHT, answered_at=MIDNIGHT)
        draft_of(PersonFactory(with_account=True, with_fund=True), answered_at=None)

        assert asked_for(django_capture_on_commit_callbacks, now=EVENING) == []
        assert asked_for(django_capture_on_commit_callbacks) == [draft.pk for draft in due]

    def test_catches_up_with_a_week_without_a_worker_and_asks_no_job_twice(
        self, person, django_capture_on_commit_callbacks
    ):
        draft = draft_of(person)

        asked_for(django_capture_on_commit_callbacks, now=A_WEEK_LATER)

        assert asked_for(django_capture_on_commit_callbacks, now=A_WEEK_LATER) == [draft.pk]

    def test_leaves_to_the_job_whoever_nobody_is_in_charge_of(self, django_capture_on_commit_callbacks):
        draft = draft_of(PersonFactory(with_account=True))

        assert asked_for(django_capture_on_commit_callbacks) == [draft.pk]

    def test_goes_on_when_a_rule_fails_for_one_draft(self, person, declared, django_capture_on_commit_callbacks):
        def fails_later(context):
            if context.today > NOON.date():
                raise ValueError("a rule with a flaw")
            return window(context)

        declared(key="tests.flawed", purpose=Purpose.EFFORTS, automatic_filing=True, window=fails_later)
        draft_of(person, key="tests.flawed")
        draft = draft_of(person)

        assert asked_for(django_capture_on_commit_callbacks) == [draft.pk]

    def test_costs_two_queries_for_one_draft_and_for_five(self, person, django_assert_num_queries):
        draft_of(person)
        with django_assert_num_queries(2):
            automatic.drafts_to_file(now=MIDNIGHT)
        for _ in range(4):
            draft_of(PersonFactory(with_account=True, office=person.office, fund=person.fund))
        with django_assert_num_queries(2):
            automatic.drafts_to_file(now=MIDNIGHT)

    def test_asks_nothing_where_no_form_is_declared_so(self, nothing_else, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(automatic.registry, "_procedures", {})
        with django_assert_num_queries(0):
            assert automatic.drafts_to_file(now=MIDNIGHT) == []


class TestJobs:
    def test_do_what_their_names_say(self, person, django_capture_on_commit_callbacks):
        broken, draft = draft_of(PersonFactory(with_account=True, with_fund=True)), draft_of(person)
        with mock.patch.object(tasks, "now", return_value=MIDNIGHT):
            with django_capture_on_commit_callbacks(execute=True):
                tasks.file_all_due(0)
            with (
                mock.patch.object(automatic, "write_filing", side_effect=ValueError("a draft with a flaw")),
                pytest.raises(ValueError, match="flaw"),
            ):
                tasks.file_due(broken.pk)
            tasks.file_due(draft.pk)

        assert sorted(waiting()) == [broken.pk, draft.pk]
        assert [filing.person for filing in Filing.objects.all()] == [person]
