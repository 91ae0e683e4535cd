"""The database is the truth, the index follows."""

import dataclasses
import io
import multiprocessing
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.facilities.search import registry, selectors, services
from tandem.facilities.search.engines.tantivy import TantivyEngine
from tandem.facilities.search.models import SearchChange
from tandem.facilities.search.refusals import IndexUnavailable
from tandem.facilities.search.tests.another_process import count_for_ever
from tandem.facilities.search.tests.conftest import THINGS
from tandem.facilities.search.tests.engine_contract import SCHEMA, document
from tandem.facilities.search.types import Query


def reindex() -> str:
    return services.reindex(THINGS, progress=lambda *_steps: None)


def found(text: str = "") -> set[str]:
    return set(selectors.search(THINGS, Query(text=text)).ids)


class TestNoteChange:
    def test_costs_one_statement_for_any_number(self, shelf, django_assert_num_queries):
        with django_assert_num_queries(1):
            services.note_change(THINGS, [str(number) for number in range(500)])

        assert selectors.outbox_depth(THINGS) == 500
        assert selectors.oldest_change(THINGS) is not None

    def test_of_nothing_writes_nothing(self, shelf, django_assert_num_queries):
        with django_assert_num_queries(0):
            services.note_change(THINGS, [])

    def test_vanishes_with_the_change_it_notes(self, shelf):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            services.note_change(THINGS, [1 // number for number in (1, 0)])

        assert selectors.outbox_depth() == 0

    def test_refuses_a_collection_nobody_registered(self, shelf):
        with pytest.raises(KeyError):
            services.note_change("nothing", ["1"])

    def test_asks_for_one_job_however_many_transactions(self, shelf, django_capture_on_commit_callbacks):
        for number in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                services.note_change(THINGS, [number])

        jobs = ProcrastinateJob.objects.filter(task_name="search.drain", status="todo")
        assert [job.args for job in jobs] == [{"collection": THINGS}]


class TestDrain:
    def test_tells_the_index_what_came_changed_and_went(self, shelf):
        shelf.titles = {"kept": "Koch", "changed": "Koch", "gone": "Koch"}
        reindex()

        shelf.titles = {"kept": "Koch", "changed": "Maurer", "new": "Koch"}
        services.note_change(THINGS, ["changed", "gone", "new", "new"])

        assert services.drain(THINGS) == 4
        assert found("Koch") == {"kept", "new"}
        assert found("Maurer") == {"changed"}
        assert selectors.outbox_depth() == 0

    def test_works_in_batches(self, shelf, monkeypatch):
        monkeypatch.setattr(services, "BATCH", 3)
        reindex()
        shelf.titles = {str(number): "Koch" for number in range(8)}
        services.note_change(THINGS, shelf.titles)

        assert services.drain(THINGS) == 8
        assert len(found("Koch")) == 8

    def test_interrupted_forgets_nothing_and_repeated_does_nothing_twice(self, shelf, monkeypatch):
        reindex()
        shelf.titles = {"one": "Koch"}
        services.note_change(THINGS, ["one"])

        with monkeypatch.context() as power_cut:
            power_cut.setattr(services, "_forget", lambda *_changes: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                services.drain(THINGS)
        assert selectors.outbox_depth() == 1

        services.drain(THINGS)
        assert found() == {"one"}
        assert selectors.outbox_depth() == 0

    def test_keeps_what_changes_while_it_runs(self, shelf):
        reindex()
        shelf.titles = {"one": "Koch"}
        services.note_change(THINGS, ["one"])

        def change_once_more() -> None:
            shelf.before_load = lambda: None
            shelf.titles["one"] = "Maurer"
            services.note_change(THINGS, ["one"])

        shelf.before_load = change_once_more
        services.drain(THINGS)

        assert found("Maurer") == {"one"}

    def test_waits_for_an_index(self, shelf):
        services.note_change(THINGS, ["one"])

        with pytest.raises(IndexUnavailable):
            services.drain(THINGS)
        services.drain_when_possible(THINGS)

        assert selectors.outbox_depth() == 1
        assert not selectors.is_ready()


class TestReindex:
    def test_reads_everything_and_says_how_far_it_is(self, shelf, monkeypatch):
        monkeypatch.setattr(services, "BATCH", 2)
        shelf.titles = {str(number): "Koch" for number in range(5)}
        steps = []

        services.reindex(THINGS, progress=lambda done, total: steps.append((done, total)))

        assert len(found("Koch")) == 5
        assert steps == [(0, 5), (2, 5), (4, 5), (5, 5)]
        assert selectors.is_ready(THINGS)

    def test_loses_nothing_that_is_drained_meanwhile(self, shelf):
        shelf.titles = {"1": "Koch", "2": "Koch"}
        before = reindex()

        def change_what_was_already_read() -> None:
            if "changed" not in shelf.titles.values() and shelf.reading == "2":
                shelf.titles["1"] = "Maurer"
                services.note_change(THINGS, ["1"])
                services.drain(THINGS)
                assert found("Maurer") == {"1"}, "the old generation hears it at once"

        def all_documents():
            for identity in ("1", "2"):
                shelf.reading = identity
                change_what_was_already_read()
                yield document(identity, "Koch")

        registry.register_collection(
            THINGS, schema=SCHEMA, load=shelf.load, all_documents=all_documents, count=lambda: 2
        )
        after = reindex()

        assert after != before
        assert found("Maurer") == {"1"}
        assert found("Koch") == {"2"}
        assert not SearchChange.objects.exists()

    def test_that_dies_leaves_changes_to_the_next_drain(self, shelf):
        shelf.titles = {"1": "Koch"}
        reindex()

        def all_documents():
            services.note_change(THINGS, ["1"])
            services.drain(THINGS)
            yield document("1", str(1 // 0))

        registry.register_collection(
            THINGS, schema=SCHEMA, load=shelf.load, all_documents=all_documents, count=lambda: 1
        )
        with pytest.raises(ZeroDivisionError):
            reindex()
        assert SearchChange.objects.count() == 1
        assert selectors.outbox_depth() == 0, "the generation in use has heard it"

        services.drain(THINGS)

        assert not SearchChange.objects.exists()

    def test_is_a_command_for_one_or_all(self, shelf):
        shelf.titles = {"1": "Koch"}
        said = io.StringIO()

        call_command("reindex", stdout=said)

        assert found() == {"1"}
        assert "things: generation" in said.getvalue()
        with pytest.raises(CommandError, match="Known: things"):
            call_command("reindex", "thing")


class TestSearch:
    def test_works_the_same_question_out_once_until_something_is_written(self, shelf, monkeypatch):
        shelf.titles = {"one": "Koch"}
        reindex()
        engine = registry.engine(THINGS)
        asked = []
        answer = type(engine).search
        monkeypatch.setattr(type(engine), "search", lambda engine, query: asked.append(query) or answer(engine, query))

        assert [found("Koch"), found("Koch")] == [{"one"}, {"one"}]
        assert len(asked) == 1

        engine.index([document("two", "Koch")])
        assert found("Koch") == {"one", "two"}
        assert len(asked) == 2


class TestGenerationsOnDisk:
    @pytest.fixture
    def engine(self, tmp_path: Path) -> TantivyEngine:
        engine = TantivyEngine(SCHEMA, tmp_path / THINGS)
        self.switch(engine)
        return engine

    @staticmethod
    def switch(engine: TantivyEngine) -> str:
        with engine.rebuild() as build:
            return build.switch()

    @staticmethod
    def on_disk(engine: TantivyEngine) -> set[str]:
        return {path.name for path in engine.generations.folder.glob("g-*")}

    def test_are_deleted_when_nobody_reads_them(self, engine):
        reader = TantivyEngine(SCHEMA, engine.generations.folder)
        old = reader.generation()

        new = self.switch(engine)
        assert self.on_disk(engine) == {old, new}, "a reader still has the old one open"

        assert reader.generation() == new
        newest = self.switch(engine)
        assert old not in self.on_disk(engine)
        assert newest in self.on_disk(engine)

    def test_of_another_schema_are_not_read(self, engine):
        later = TantivyEngine(dataclasses.replace(SCHEMA, numbers=("wage",)), engine.generations.folder)

        with pytest.raises(IndexUnavailable):
            later.search(Query())

    def test_that_are_damaged_are_said_to_be_unavailable(self, engine):
        (engine.generations.path(engine.generation()) / "meta.json").write_text("{", encoding="ascii")

        with pytest.raises(IndexUnavailable):
            TantivyEngine(SCHEMA, engine.generations.folder).search(Query())
        with pytest.raises(IndexUnavailable):
            engine.search(Query())

    def test_heal_by_being_written_anew(self, engine):
        (engine.generations.path(engine.generation()) / "meta.json").unlink()

        self.switch(engine)

        assert engine.search(Query()).total == 0

    def test_are_read_by_other_processes_while_one_writes(self, engine):
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        reader = context.Process(target=count_for_ever, args=(str(engine.generations.folder), theirs))
        reader.start()
        try:
            assert ask(ours) == 0
            engine.index([document("1", "Koch")])
            assert ask(ours) == 1
            with engine.rebuild() as build:
                build.add([document("1", "Koch"), document("2", "Koch")])
                build.switch()
            assert ask(ours) == 2
        finally:
            ours.send("stop")
            reader.join(10)

    def test_answer_many_threads_while_they_change(self, engine):
        engine.index([document(str(number), "Koch") for number in range(50)])
        totals, errors = [], []

        def read() -> None:
            try:
                totals.extend(engine.search(Query(text="koch")).total for _turn in range(100))
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=read) for _number in range(4)]
        for thread in threads:
            thread.start()
        for number in range(50, 55):
            engine.index([document(str(number), "Koch")])
        self.switch(engine)
        for thread in threads:
            thread.join()

        assert errors == []
        assert set(totals) <= {0, *range(50, 56)}


def ask(pipe) -> int:
    pipe.send("count")
    assert pipe.poll(20)
    return pipe.recv()


def test_a_lock_of_the_database_belongs_to_one_collection(shelf):
    with transaction.atomic(), connection.cursor() as cursor:
        services._lock(THINGS)
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (1,)
