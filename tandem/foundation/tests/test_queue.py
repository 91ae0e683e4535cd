from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.foundation import queue
from tandem.foundation.testing.worker import do_waiting_jobs

seen = []


@queue.task("foundation.tests.remember")
def remember(*, number):
    seen.append(number)


counted = []


@queue.task("foundation.tests.count")
def count():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        counted.append(cursor.fetchone()[0])


def waiting():
    return ProcrastinateJob.objects.filter(task_name="foundation.tests.remember", status="todo").count()


class TestEnqueueOnCommit:
    def test_writes_a_job_in_the_callers_transaction(self):
        queue.enqueue_on_commit("foundation.tests.remember", number=1)

        assert waiting() == 1

    def test_leaves_nothing_when_the_transaction_is_rolled_back(self):
        with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the block is the transaction
            queue.enqueue_on_commit("foundation.tests.remember", number=1)
            raise RuntimeError

        assert waiting() == 0

    def test_refuses_a_name_that_nobody_registered(self):
        with pytest.raises(KeyError, match=r"cellar\.sweep"):
            queue.enqueue_on_commit("cellar.sweep")


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        queue.task("foundation.tests.remember")(remember)


@pytest.mark.django_db(transaction=True)
def test_the_worker_takes_what_is_urgent_first():
    seen.clear()
    queue.enqueue_on_commit("foundation.tests.remember", number=1)
    queue.enqueue_on_commit("foundation.tests.remember", urgent=True, number=2)

    do_waiting_jobs()

    assert seen == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_the_job_and_drops_arguments_it_does_not_know():
    seen.clear()
    queue.enqueue_on_commit("foundation.tests.remember", number=7, invented_later=True)

    do_waiting_jobs()

    assert seen == [7]


@queue.task("foundation.tests.ask")
def ask(*, fail):
    with transaction.atomic():
        queue.enqueue_on_commit("foundation.tests.remember", number=8)
        with ThreadPoolExecutor(max_workers=1) as other:
            assert other.submit(_waiting_and_hung_up).result() == 0
        if fail:
            raise RuntimeError


def _waiting_and_hung_up():
    try:
        return waiting()
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
class TestJobThatAsksForAnother:
    def test_does_so_in_its_own_transaction(self):
        seen.clear()
        queue.enqueue_on_commit("foundation.tests.ask", fail=False)

        do_waiting_jobs()

        assert seen == [8]

    def test_leaves_nothing_when_that_is_rolled_back(self):
        seen.clear()
        queue.enqueue_on_commit("foundation.tests.ask", fail=True)

        do_waiting_jobs()

        assert (seen, waiting()) == ([], 0)
        assert (
            ProcrastinateJob.objects.filter(task_name="foundation.tests.ask").latest("id").status == "todo"
        )  # and comes again


@pytest.mark.django_db(transaction=True)
def test_a_worker_keeps_its_connection_from_job_to_job_and_opens_a_new_one_when_it_broke(monkeypatch):
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 60)
    job = queue._as_job(count)
    counted.clear()

    with ThreadPoolExecutor(max_workers=1) as thread, connection.cursor() as cursor:
        for _job in range(2):
            thread.submit(job).result()
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [counted[0]])
        thread.submit(job).result()
        thread.submit(connections.close_all).result()

    assert counted[0] == counted[1]
    assert counted[2] != counted[1]


def test_the_house_keeping_tasks_are_known_to_the_queue():
    assert {"foundation.rescue_stalled_jobs", "foundation.delete_finished_jobs"} <= set(app.tasks)
