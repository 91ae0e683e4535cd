"""Large files are translated by several processes: the outcome is that of a small file."""

import json
import os
import pickle

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tandem.market.ads.import_ import run, side_by_side, translating
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.models import Ad
from tandem.market.ads.tests.small_lists import small_lists  # noqa: F401
from tandem.market.ads.tests.test_import_formats import POSTING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_lists", "many_processes")]


@pytest.fixture
def many_processes(monkeypatch):
    monkeypatch.setattr(translating, "LARGE", 0)
    monkeypatch.setattr(side_by_side, "CHUNK", 3)


@pytest.fixture
def take(tmp_path):
    """Import a text as a file; answers what was rejected."""

    def take(content):
        path, rejects = tmp_path / "jobs.jsonl", tmp_path / "rejects.jsonl"
        path.write_text(content)
        call_command("import_ads", str(path), rejects=rejects)
        return [json.loads(line) for line in rejects.read_text().splitlines()] if rejects.exists() else []

    return take


def numbered(count):
    return [{**POSTING, "identifier": f"A-{number}"} for number in range(count)]


def lines(*records):
    return "\n".join(json.dumps(record) for record in records)


class TestLargeFile:
    def test_is_taken_whole_and_rejects_come_in_its_order(self, take):
        records = numbered(20)
        records[4]["title"] = ""
        records[11] = records[2]

        rejected = take(lines(*records[:17]) + "\n{broken\n" + lines(*records[17:]))

        assert [(one["line"], one["field"]) for one in rejected] == [(5, "title"), (12, "identifier"), (18, "")]
        assert rejected[1]["reason"].startswith("Line 3 of this file")
        assert Ad.objects.count() == 18

    def test_leaves_tables_that_are_counted(self, take, monkeypatch):
        monkeypatch.setattr(run, "BATCH", 10)

        take(lines(*numbered(20)))

        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'ads_ad'::regclass")
            assert cursor.fetchone() == (20,)

    def test_says_the_same_as_a_small_one(self, take, monkeypatch):
        take(lines(*numbered(7)))
        before = list(Ad.objects.order_by("pk").values_list("pk", "content_hash", "updated_at"))
        monkeypatch.setattr(translating, "LARGE", 1_000_000)

        take(lines(*numbered(7)))

        assert list(Ad.objects.order_by("pk").values_list("pk", "content_hash", "updated_at")) == before

    def test_keeps_what_comes_before_a_break(self, take):
        with pytest.raises(CommandError, match="8 ads before that are safe"):
            take(json.dumps(numbered(8))[:-1])

        assert Ad.objects.count() == 8

    def test_whose_reader_dies_is_not_taken_for_read(self, take, monkeypatch):
        monkeypatch.setattr(translating, "check", lambda _record: os._exit(1))

        with pytest.raises(RuntimeError, match="has died"):
            take(lines(*numbered(7)))

    def test_hears_of_an_error_of_ours(self, take, monkeypatch):
        monkeypatch.setattr(translating, "check", lambda _record: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            take(lines(*numbered(7)))


def test_a_reason_survives_the_way_between_processes():
    rejected = pickle.loads(pickle.dumps(Rejected("title", "The title is missing.")))  # noqa: S301 - our own

    assert (rejected.field, rejected.reason) == ("title", "The title is missing.")
