# ruff: noqa: TID251 - the standard library's logs are under test
import io
import json
import logging

import pytest
import structlog
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from tandem.foundation.http import logs


@pytest.fixture
def lines(monkeypatch):
    """What is written to standard error, parsed."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    wired = structlog.get_config()
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure(level="INFO", as_json=True)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before
    structlog.configure(**wired)  # loggers that were used before hold on to it, and so does who captures them


class TestLogs:
    def test_are_json_with_time_level_and_event(self, lines):
        structlog.get_logger("test").info("proof_filed", proof_id=7)

        (line,) = lines()
        assert line | {"timestamp": "…"} == {
            "event": "proof_filed",
            "proof_id": 7,
            "level": "info",
            "logger": "test",
            "timestamp": "…",
        }

    def test_of_the_standard_library_look_the_same(self, lines):
        logging.getLogger("django.request").warning("Not Found: %s", "/de/nowhere/")

        assert lines()[0]["event"] == "Not Found: /de/nowhere/"

    def test_carry_the_id_of_the_request(self, lines, client):
        client.get("/healthz", headers={"X-Request-ID": "abcdef-123456"})

        assert {line["request_id"] for line in lines()} == {"abcdef-123456"}

    def test_never_carry_the_query_of_a_request(self, lines, client):
        client.get("/nowhere/?q=secret-illness")

        assert lines()
        assert "secret-illness" not in json.dumps(lines())


class TestPersonalData:
    @pytest.mark.parametrize("key", ["email", "name", "phone", "password", "birth_date", "username"])
    def test_is_dropped_by_its_key(self, lines, key):
        structlog.get_logger().info("login_failed", **{key: "Mila Beispiel"}, facts={key: "Mila Beispiel"})

        (line,) = lines()
        assert (line[key], line["facts"]) == (logs.REMOVED, {key: logs.REMOVED})

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("sent to mila@example.ch today", "sent to [removed] today"),
            ("call +41 79 000 00 00", "call [removed]"),
            ("insured 756.9217.0769.85.", "insured [removed]."),
            ("to CH93 0076 2011 6238 5295 7", "to [removed]"),
            ("Not Found: /calendar/dGhpcyBpcyBhIHNlY3JldA-_x.ics", "Not Found: /calendar/[removed].ics"),
            ("GET /de/search/?q=cook&where=Bern HTTP/1.1", "GET /de/search/?[removed] HTTP/1.1"),
        ],
    )
    def test_is_blacked_out_in_texts(self, lines, text, said):
        logging.getLogger("library").warning(text)

        assert lines()[0]["event"] == said

    @pytest.mark.parametrize("text", ["job 756 took 12345678901 ns", "version 5.2.19", "2026-04-03T10:00:00Z", "why?"])
    def test_is_not_seen_where_there_is_none(self, lines, text):
        logging.getLogger("library").warning(text)

        assert lines()[0]["event"] == text

    def test_is_blacked_out_of_what_the_database_says(self, lines):
        ContentType.objects.create(app_label="mila", model="beispiel")

        try:
            with transaction.atomic():
                ContentType.objects.create(app_label="mila", model="beispiel")
        except IntegrityError:
            structlog.get_logger().exception("row_refused")

        (line,) = lines()
        assert "Key (app_label, model)=[removed] already exists" in line["exception"]
        assert "mila, beispiel" not in json.dumps(line)


class TestRequestId:
    def test_is_made_when_none_comes(self, client):
        first, second = client.get("/healthz"), client.get("/healthz")

        assert len(first["X-Request-ID"]) == 32
        assert first["X-Request-ID"] != second["X-Request-ID"]

    @pytest.mark.parametrize("sent", ["short", "a" * 65, "abcdefgh\nforged line", "<script>alert</script>"])
    def test_is_not_taken_over_from_somebody_who_forges_lines(self, client, sent):
        assert client.get("/healthz", headers={"X-Request-ID": sent})["X-Request-ID"] != sent
