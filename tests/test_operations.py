"""What the machines around the platform are told."""

import datetime

import pytest
from django.db import OperationalError, connection
from prometheus_client.parser import text_string_to_metric_families

from tandem.foundation import clock, queue
from tandem.foundation.http.waiting.room import Room
from tandem.foundation.sending.tests.factories import OutgoingFactory
from tandem.market.ads.tests.factories import AdFactory
from tandem.project import operations

TOKEN = {"Authorization": "Bearer test-metrics"}


def figures(response) -> dict[str, float]:
    """Sample lines of an answer by name and labels."""
    return {
        " ".join([sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def a_worker_heard_of(*, seconds_ago: int) -> None:
    moment = clock.now() - datetime.timedelta(seconds=seconds_ago)
    with connection.cursor() as cursor:  # the queue's models are read-only
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [moment])


class TestAlive:
    @pytest.mark.without_database
    def test_is_said_without_asking_anybody(self, client):
        response = client.get("/healthz")

        assert (response.status_code, response.json()) == (200, {"status": "alive"})


class TestReady:
    @pytest.fixture(autouse=True)
    def _an_index(self, monkeypatch):
        monkeypatch.setattr(operations.search, "is_ready", lambda: True)

    def test_when_database_index_and_queue_answer(self, client):
        a_worker_heard_of(seconds_ago=5)

        response = client.get("/readyz")

        assert (response.status_code, response.json()) == (
            200,
            {
                "status": "ready",
                "database": "ok",
                "index": "ok",
                "queue": "ok",
                "virus_scanner": "none: nobody looks for viruses in documents",
            },
        )

    def test_not_when_no_worker_has_been_heard_of_lately(self, client):
        a_worker_heard_of(seconds_ago=300)

        response = client.get("/readyz")

        assert response.status_code == 503
        assert response.json()["queue"] == "no worker has given a sign of life: start one"

    def test_not_without_an_index(self, client, monkeypatch):
        a_worker_heard_of(seconds_ago=5)
        monkeypatch.setattr(operations.search, "is_ready", lambda: False)

        response = client.get("/readyz")

        assert response.status_code == 503
        assert response.json()["index"] == "no index has been built: run manage.py reindex"

    def test_not_without_a_database_and_without_telling_its_address(self, client, monkeypatch):
        def refuse():
            raise OperationalError("connection to db.example.ch failed for user tandem")

        monkeypatch.setitem(operations.CHECKS, "database", refuse)

        response = client.get("/readyz")

        assert response.status_code == 503
        assert response.json()["database"] == "the database does not answer (OperationalError)"


class TestMetrics:
    @pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "test-metric"}])
    def test_are_closed_to_who_does_not_know_the_token(self, client, headers):
        assert client.get("/metrics", headers=headers).status_code == 404

    def test_are_closed_to_everybody_without_a_token(self, client, settings):
        settings.METRICS_TOKEN = ""

        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404

    def test_count_and_time_requests_by_view(self, client):
        name = "tandem_requests_total method=GET status=200 view=healthz"
        before = figures(client.get("/metrics", headers=TOKEN)).get(name, 0)

        client.get("/healthz?person=7")

        after = client.get("/metrics", headers=TOKEN)
        assert figures(after)[name] == before + 1
        assert figures(after)["tandem_request_seconds_count view=healthz"] >= 1
        assert "person=7" not in after.content.decode()

    def test_share_one_name_for_addresses_that_do_not_exist(self, client):
        client.get("/wp-admin/setup.php")

        response = client.get("/metrics", headers=TOKEN)

        assert figures(response)["tandem_requests_total method=GET status=404 view=unknown"] >= 1
        assert "wp-admin" not in response.content.decode()

    def test_tell_what_waits_and_what_is_published(self, client, clock):
        clock.freeze("2026-03-20 09:00")
        queue.enqueue_on_commit("foundation.delete_finished_jobs")
        AdFactory()
        AdFactory(archived=True)
        OutgoingFactory(failed=True)

        told = figures(client.get("/metrics", headers=TOKEN))

        assert told["tandem_jobs_waiting"] == 1
        assert told["tandem_jobs_failed"] == 0
        assert told["tandem_ads_published"] == 1
        assert told["tandem_outgoing kind=sms state=failed"] == 1
        assert "tandem_search_changes_waiting" in told

    def test_say_how_long_the_queue_is(self, client, settings, monkeypatch, tmp_path, clock):
        settings.WAITING_ROOM_CAPACITY = 1
        now = clock.freeze("2026-04-03 12:00").timestamp()
        room = Room(tmp_path / "room", capacity=1)
        room.worked(now=now, seconds=30)
        room.worked(now=now, seconds=30)
        for _person in range(3):
            room.enter(now=now)
        monkeypatch.setattr(operations, "waiting_room", lambda: room)

        told = figures(client.get("/metrics", headers=TOKEN))
        assert told["tandem_queue_waiting"] == 3
        assert told["tandem_queue_busy"] == pytest.approx(2, abs=0.2)
