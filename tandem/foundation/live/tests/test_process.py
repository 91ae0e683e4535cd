"""The live process over real sockets: what it carries, and what it does to whoever means no good."""

import datetime
import json
import signal
import time

import pytest

from tandem.foundation import clock
from tandem.foundation.live import limits, ticket, tickets, words
from tandem.foundation.live.tests.process import ELSEWHERE, Process, commit, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def process(django_db_setup):
    process = Process()
    process.start()
    yield process
    process.stop()
    assert b"wage" not in process.said
    assert b"Traceback" not in process.said


@pytest.fixture
def topic(request) -> str:
    """One of its own for each test: what one has ended, another may follow."""
    return f"session:{abs(hash(request.node.name))}"


def hers(topic, role="person", *, writes=True, minutes=60) -> str:
    return ticket(topic, role, clock.now() + datetime.timedelta(minutes=minutes), writes=writes)


def typed(value="1200", field="wage") -> dict:
    return {"kind": "typed", "field": field, "shown": value}


@pytest.fixture(autouse=True)
def _no_line_left_open(process):
    yield
    process.hang_up()


@pytest.fixture
def helper(process, topic):
    return process.follow(hers(topic, "helper", writes=False), topic=topic)


class TestTheOtherScreen:
    def test_shows_what_is_typed(self, process, topic, helper):
        assert process.say(hers(topic), typed("Bäckerei 面包"), topic=topic) == 204

        assert helper.next() == ("typed", {"field": "wage", "shown": "Bäckerei 面包", "by": "person"})

    def test_hears_what_was_published(self, helper, topic):
        publish(topic, "hands", {"hands": "helper"})

        assert helper.next() == ("hands", {"hands": "helper"})

    def test_gets_typed_line_breaks_as_text(self, process, topic, helper):
        evil = "1\r\n\r\nevent: end\r\ndata: {}\r\n\r\n"
        process.say(hers(topic), typed(evil), topic=topic)

        assert helper.next() == ("typed", {"field": "wage", "shown": evil, "by": "person"})

    def test_is_let_go_at_once_when_it_ends(self, process, topic, helper):
        publish(topic, "end", {"reason": "revoked"})

        assert helper.next() == ("end", {"reason": "revoked"})
        assert helper.ended()
        assert process.follow(hers(topic), topic=topic).status == 410
        assert process.say(hers(topic), typed(), topic=topic) == 410

    def test_is_told_nothing_to_keep(self, helper):
        assert "content-type: text/event-stream" in helper.head
        assert "cache-control: no-store" in helper.head
        assert "set-cookie" not in helper.head


class TestSomebodyWithoutATicket:
    @pytest.mark.parametrize("made", [lambda _topic: "", lambda _topic: "a:b:c", lambda _topic: "\xff\x00" * 50])
    def test_follows_nothing(self, process, topic, made):
        assert process.follow(made(topic), topic=topic).status == 401

    def test_says_nothing(self, process, topic):
        assert process.say("", typed(), topic=topic) == 401

    def test_of_this_session_but_of_another_follows_nothing(self, process, topic):
        assert process.follow(hers("session:other"), topic=topic).status == 401
        assert process.say(hers("session:other"), typed(), topic=topic) == 401

    def test_that_is_not_over_follows_nothing(self, process, topic):
        assert process.follow(hers(topic, minutes=0), topic=topic).status == 401

    def test_with_one_of_her_own_making_follows_nothing(self, process, topic, settings):
        settings.SECRET_KEY = "guessed-" + "y" * 50
        forged = hers(topic)
        settings.SECRET_KEY = "test-only-" + "x" * 50

        assert process.follow(forged, topic=topic).status == 401


class TestSomebodyWithATicket:
    def test_without_the_hands_writes_nothing(self, process, topic, helper):
        assert process.say(hers(topic, "helper", writes=False), typed(), topic=topic) == 403

    def test_is_not_carried_with_more_than_anybody_types(self, process, topic):
        assert process.say(hers(topic), typed("x" * (limits.VALUE + 1)), topic=topic) == 413
        assert process.ask("POST", f"/live/{tickets.room(topic)}/say", b"x" * (limits.BODY + 1))[0] == 413

    def test_who_floods_is_slowed(self, process, topic, helper):
        batch = [typed(str(number), f"field-{number}") for number in range(limits.MESSAGES)]

        answers = [process.say(hers(topic), *batch, topic=topic) for _number in range(8)]

        assert answers[0] == 204
        assert answers[-1] == 429

    def test_who_opens_many_pages_keeps_the_newest(self, process, topic):
        pages = [process.follow(hers(topic), topic=topic) for _number in range(limits.STREAMS_EACH + 1)]

        assert pages[0].next() == ("replaced", {})
        assert pages[0].ended()
        publish(topic, "hands", {"hands": "person"})
        assert pages[-1].next()[0] == "hands"

    def test_who_writes_her_own_kinds_is_not_understood(self, process, topic):
        assert process.say(hers(topic), {"kind": "end"}, topic=topic) == 400


class TestAPageOfAnotherSite:
    def test_is_sent_away(self, process, topic):
        assert process.say(hers(topic), typed(), topic=topic, Origin="https://evil.example.ch") == 403
        assert process.follow(hers(topic), topic=topic, Origin="null").status == 403

    def test_that_was_named_is_let_in_by_its_exact_name(self, process, topic):
        follower = process.follow(hers(topic), topic=topic, Origin=ELSEWHERE)

        assert follower.status == 200
        assert f"access-control-allow-origin: {ELSEWHERE}" in follower.head
        assert process.say(hers(topic), typed(), topic=topic, Origin=ELSEWHERE + "0") == 403

    def test_under_the_same_host_needs_no_name(self, process, topic):
        assert process.say(hers(topic), typed(), topic=topic, Host="x.example", Origin="https://x.example") == 204


class TestManyConnections:
    def test_that_say_nothing_stop_nobody(self, process, topic):
        idle = [process.connect() for _number in range(300)]
        half = [process.connect() for _number in range(100)]
        for line in half:
            line.sendall(b"POST /live/x/say HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")

        follower = process.follow(hers(topic, "helper"), topic=topic)
        process.say(hers(topic), typed(), topic=topic)

        assert follower.next()[0] == "typed"
        for line in [*idle, *half]:
            line.close()

    def test_that_end_leave_nothing_behind(self, process, topic):
        for number in range(50):
            process.follow(hers(f"{topic}-{number}"), topic=f"{topic}-{number}")
        assert b"\ntandem_live_streams 50.0\n" in metrics(process)
        process.hang_up()

        for _attempt in range(100):
            if b"\ntandem_live_streams 0.0\n" in metrics(process):
                break
            time.sleep(0.05)
        assert b"\ntandem_live_streams 0.0\n" in metrics(process)


def metrics(process) -> bytes:
    return process.ask("GET", "/live/metrics", Authorization="Bearer test-metrics")[2]


class TestTheProcess:
    def test_is_alive_and_ready(self, process):
        assert json.loads(process.ask("GET", "/live/healthz")[2]) == {"status": "alive"}
        assert json.loads(process.ask("GET", "/live/readyz")[2])["status"] == "ready"

    def test_tells_its_figures_to_the_scraper_only(self, process):
        assert b"tandem_live_listening 1.0" in metrics(process)
        assert process.ask("GET", "/live/metrics")[0] == 404
        assert process.ask("GET", "/live/metrics", Authorization="Bearer wrong")[0] == 404

    @pytest.mark.parametrize(("method", "path"), [("GET", "/live/x/stream"), ("POST", "/live/"), ("GET", "/de/")])
    def test_answers_nothing_else(self, process, method, path):
        assert process.ask(method, path)[0] in {404, 405}

    def test_comes_back_to_a_database_that_was_away(self, process, topic, helper):
        commit(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tandem-live'"
            " AND datname = current_database()"
        )

        assert helper.next() == (words.MISSED, {})
        publish(topic, "hands", {"hands": "person"})
        assert helper.next()[0] == "hands"

    def test_asks_the_database_nothing_while_nobody_does_anything(self, process, topic, helper):
        process.follow(hers(topic), topic=topic)
        deadline = time.monotonic() + 10
        while not (before := queries()) and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(1.5)

        assert before
        assert queries() == before


def queries() -> object:
    """When the live process's connection last asked something."""
    return commit(
        "SELECT query_start, query FROM pg_stat_activity WHERE application_name = 'tandem-live'"
        " AND datname = current_database()"
    )


class TestAProcessThatIsToEnd:
    def test_lets_everybody_go_within_seconds(self, topic):
        process = Process()
        process.start()
        follower = process.follow(hers(topic), topic=topic)
        started = time.monotonic()

        code = process.stop()

        assert code in {0, -signal.SIGTERM}
        assert time.monotonic() - started < 4
        assert follower.ended()
        process.hang_up()
        follower.close()

    def test_by_force_is_followed_by_another_on_the_same_port(self, topic):
        process = Process()
        process.start()
        text = hers(topic)
        process.follow(text, topic=topic)
        process.stop(signal.SIGKILL)
        process.hang_up()

        process.start()

        assert process.follow(text, topic=topic).status == 200
        process.hang_up()
        process.stop()
