"""The room of a full day and its door, by a clock of its own: nothing here waits."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from tandem.foundation.http.waiting import middleware, pace, places
from tandem.foundation.http.waiting.middleware import WaitingRoomMiddleware
from tandem.foundation.http.waiting.page import waiting_page
from tandem.foundation.http.waiting.places import Pass
from tandem.foundation.http.waiting.room import PASS_SECONDS, Place, Room

pytestmark = pytest.mark.without_database

NOW = 1_800_000_000.0
HTML = {"Accept": "text/html"}


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path / "room", capacity=2)
    yield room
    room.close()


def press(room, now, seconds=5):
    """Both places at work for the last seconds, and two more: twice the capacity."""
    for second in range(seconds, 0, -1):
        for _request in range(4):
            room.worked(now=now - second + 1, seconds=1.0)


class TestRoom:
    def test_lets_everybody_in_on_a_calm_day(self, room):
        assert [room.enter(now=NOW + number / 100) for number in range(500)] == [None] * 500

    def test_counts_whoever_begins_something_before_her_work_can_be_measured(self, room):
        for _person in range(4):
            assert room.enter(now=NOW) is None
            room.stays(now=NOW)
        assert room.enter(now=NOW) is None
        room.stays(now=NOW)

        assert room.enter(now=NOW).place == 1  # a hundred at the same moment do not all come in
        assert room.figures(now=NOW)["busy"] == 0.0

    def test_forgets_what_it_expected_once_it_can_measure(self, room):
        for _person in range(5):
            room.stays(now=NOW)

        assert room.enter(now=NOW + 4) is None

    def test_takes_nobody_for_a_crowd_who_comes_when_the_last_one_is_done(self, tmp_path):
        """Each counts while her work is to come, and not once more when it is measured."""
        room = Room(tmp_path / "quick", capacity=6)
        moment = NOW
        for seconds in [*[0.08] * 60, *[0.15] * 20]:
            assert room.enter(now=moment) is None
            moment += seconds
            room.worked(now=moment, seconds=seconds)
            room.stays(now=moment)
        room.close()

    def test_gives_places_in_the_order_of_arrival(self, room):
        press(room, NOW)
        assert [room.enter(now=NOW).place for _person in range(5)] == [1, 2, 3, 4, 5]

    def test_lets_nobody_pass_whoever_waits(self, room):
        press(room, NOW)
        first = room.enter(now=NOW)
        calm = NOW + 4  # nothing is busy any more; the first has not come up yet

        assert isinstance(room.enter(now=NOW + 0.1), Place)
        assert isinstance(room.look(first.number, now=calm + 2), float)

    def test_says_the_same_moment_at_each_look(self, room):
        press(room, NOW)
        number = room.enter(now=NOW).number
        moments = {room.look(number, now=NOW + after) for after in (10, 11, 500)}

        assert len(moments) == 1
        assert room.look(number, now=NOW + 10 + PASS_SECONDS + 1) is None  # one stay, not two

    def test_knows_no_number_that_it_did_not_give(self, room):
        press(room, NOW)
        room.enter(now=NOW)
        assert room.look(2, now=NOW) is None
        assert room.look(0, now=NOW) is None
        assert room.look(10**15, now=NOW) is None

    def test_does_not_wait_for_who_has_gone(self, room):
        press(room, NOW)
        gone = [room.enter(now=NOW).number for _person in range(300)]
        later = NOW + pace.ABSENT + 1
        here = room.enter(now=later)
        assert here is None or here.place == 1
        assert isinstance(room.look(gone[0], now=later + 1), float)  # she comes back: she had waited

    def test_lets_in_no_more_than_its_rate(self, room):
        assert [room.enter(now=NOW - 1) for _person in range(12)] == [None] * 12
        press(room, NOW)
        numbers = [room.enter(now=NOW).number for _person in range(100)]
        inside = sum(isinstance(room.look(number, now=NOW + 3), float) for number in numbers)
        assert 3 <= inside <= 6  # a hundred at one moment: one a second, and twice that where nothing is busy any more

    def test_measures_work_in_the_seconds_in_which_it_was_done(self, room):
        room.worked(now=NOW + 0.5, seconds=2.0)
        assert room.figures(now=NOW + 0.5)["busy"] == pytest.approx(2.0 / 2.5)

    def test_counts_who_waits_for_the_operators(self, room):
        press(room, NOW)
        for _person in range(7):
            room.enter(now=NOW)
        assert room.figures(now=NOW)["waiting"] == 7


class TestRoomOfSeveralProcesses:
    def test_survives_the_death_of_one_that_holds_it(self, room, tmp_path):
        press(room, NOW)
        room.enter(now=NOW)
        killed = textwrap.dedent(f"""
            import os, signal
            from pathlib import Path
            from tandem.foundation.http.waiting.room import Room
            room = Room(Path({str(tmp_path / "room")!r}), capacity=2)
            room.enter(now={NOW})
            with room._locked():
                os.kill(os.getpid(), signal.SIGKILL)
        """)
        done = subprocess.run([sys.executable, "-c", killed], cwd=Path.cwd(), check=False)  # noqa: S603 - ours

        assert done.returncode == -9
        assert room.enter(now=NOW).place == 3  # her place was the second, and nobody waits for the dead

    def test_is_one_for_all(self, room, tmp_path):
        other = Room(tmp_path / "room", capacity=2)
        press(room, NOW)
        first = room.enter(now=NOW)

        assert other.enter(now=NOW).place == 2
        assert other.look(first.number, now=NOW).place == 1
        assert other.epoch == room.epoch
        other.close()

    def test_begins_anew_with_a_file_of_another_size(self, tmp_path):
        (tmp_path / "old").write_bytes(b"half a file")
        room = Room(tmp_path / "old", capacity=2)
        assert room.enter(now=NOW) is None
        room.close()


@pytest.fixture
def door(settings, tmp_path, room, monkeypatch):
    """The middleware before a page that says "inside"; `door.press()` fills the node."""
    settings.WAITING_ROOM_CAPACITY = 2
    monkeypatch.setattr(middleware, "room", lambda: room)
    moment = [NOW]
    monkeypatch.setattr(middleware.time, "time", lambda: moment[0])
    return Door(room, moment)


class Door:
    def __init__(self, room, moment):
        self.room, self.moment = room, moment
        self.statuses = []
        self.middleware = WaitingRoomMiddleware(self.page)
        self.status = 200

    def page(self, request):
        self.statuses.append(request.method)
        return HttpResponse("inside", status=self.status)

    def press(self):
        press(self.room, self.moment[0])

    def ask(self, request):
        response = self.middleware(request)
        if places.name() in response.cookies:
            request.COOKIES[places.name()] = response.cookies[places.name()].value
        return response


class TestMiddleware:
    def test_is_off_without_a_capacity(self, settings):
        settings.WAITING_ROOM_CAPACITY = 0
        with pytest.raises(MiddlewareNotUsed):
            WaitingRoomMiddleware(lambda _request: HttpResponse())

    def test_gives_no_cookie_to_who_only_reads_on_a_calm_day(self, door, rf):
        response = door.ask(rf.get("/de/jobs/", headers=HTML))
        assert response.content == b"inside"
        assert not response.cookies

    def test_lets_whoever_was_inside_before_the_rush_go_on(self, door, rf, settings):
        request = rf.get("/de/forms/", headers=HTML)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "hers"
        door.ask(request)
        door.press()
        assert door.ask(request).content == b"inside"

    def test_gives_a_place_and_lets_in_once_it_comes_up(self, door, rf):
        door.press()
        request = rf.get("/fr/forms/?month=2026-11", headers=HTML)
        waits = door.ask(request)
        assert waits.status_code == 200
        assert int(waits["Refresh"]) >= pace.SOONEST
        assert waits["Cache-Control"] == "no-store"
        assert int(waits["Content-Length"]) == len(waits.content)  # her connection stays open for the next look
        assert not door.statuses  # nothing costly was done

        door.moment[0] += 30
        assert door.ask(request).content == b"inside"
        door.press()
        assert door.ask(request).content == b"inside"

    def test_lets_in_for_half_an_hour_since_the_last_page(self, door, rf):
        request = rf.get("/de/", headers=HTML)
        held = Pass(int(NOW))
        places.give(response := HttpResponse(), held)
        request.COOKIES[places.name()] = response.cookies[places.name()].value
        for _page in range(4):
            door.moment[0] += PASS_SECONDS - 60
            door.press()
            assert door.ask(request).content == b"inside"
        door.moment[0] += PASS_SECONDS + 1
        door.press()
        assert "Refresh" in door.ask(request)

    def test_never_turns_away_what_somebody_sends(self, door, rf):
        door.press()
        sent = rf.post("/de/forms/draft/4/step/work/", {"worked": "yes"}, headers=HTML)
        assert door.ask(sent).content == b"inside"

        page = rf.get("/de/forms/draft/4/check/", headers=HTML)
        page.COOKIES = sent.COOKIES
        assert door.ask(page).content == b"inside"  # and shows her what became of it

    def test_gives_no_pass_for_what_was_refused(self, door, rf):
        door.press()
        door.status = 403
        sent = rf.post("/de/", {"invented": "1"}, headers=HTML)
        door.ask(sent)
        assert places.name() not in sent.COOKIES

    def test_believes_no_cookie_that_it_did_not_write(self, door, rf):
        door.press()
        for invented in ("in.9999999999", "in.9999999999:forged", "waits.1.1:forged", ""):
            request = rf.get("/de/", headers=HTML)
            request.COOKIES[places.name()] = invented
            assert "Refresh" in door.middleware(request)

    def test_gives_a_new_place_for_one_of_another_queue(self, door, rf):
        door.press()
        request = rf.get("/de/", headers=HTML)
        places.give(response := HttpResponse(), places.Ticket(door.room.epoch + 1, 1))
        request.COOKIES[places.name()] = response.cookies[places.name()].value
        assert "Refresh" in door.ask(request)
        assert places.read(request).epoch == door.room.epoch

    def test_says_to_a_program_when_to_come_back(self, door, rf):
        door.press()
        response = door.middleware(rf.get("/api/ads", headers={"Accept": "application/json"}))
        assert response.status_code == 503
        assert int(response["Retry-After"]) >= pace.SOONEST

    def test_leads_to_the_page_itself_from_one_that_stood_still(self, door, rf):
        request = rf.get("/de/jobs/?q=Koch&waiting=still", headers=HTML)
        door.press()
        assert "Refresh" not in door.ask(request)
        door.moment[0] += 30
        assert door.ask(request)["Location"] == "/de/jobs/?q=Koch"

    def test_costs_little(self, door, rf, settings):
        """No query; what one request pays is bounded loosely, for a machine that others use too."""
        request = rf.get("/de/", headers=HTML)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "hers"
        door.ask(request)
        started = middleware.time.perf_counter()
        for _page in range(200):
            door.middleware(request)
        assert (middleware.time.perf_counter() - started) / 200 < 0.005


class TestAlwaysOpen:
    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("healthz", ()),
            ("readyz", ()),
            ("metrics", ()),
            ("sending:sms_report", ()),
            ("calendar", ("secret",)),
            ("receipts:verify", ()),
            ("receipts:keys", ()),
            ("procedures:filing", ("N-1",)),
            ("procedures:sheet", ("N-1",)),
        ],
    )
    def test_is_what_machines_ask_and_what_proves_a_filing(self, door, rf, name, arguments):
        for language in ("de", "fr", "it", "en"):
            with translation.override(language):
                door.press()
                assert door.middleware(rf.get(reverse(name, args=arguments), headers=HTML)).content == b"inside"

    def test_is_not_the_rest(self, door, rf):
        door.press()
        for path in ("/", "/de/", "/de/log-in/", "/fr/forms/", "/healthzz"):
            assert "Refresh" in door.middleware(rf.get(path, headers=HTML))


class TestPage:
    @pytest.mark.parametrize(
        ("path", "sentences"),
        [
            (
                "/de/forms/",
                ("Ihr Platz", "1340", "Es dauert etwa 4 Minuten.", "Was Sie gespeichert haben, ist sicher."),
            ),
            ("/fr/forms/", ("Votre place", "1340", "environ 4 minutes", "est en sécurité")),
            ("/it/forms/", ("Il Suo posto", "1340", "circa 4 minuti", "è al sicuro")),
            ("/en/forms/", ("Your place", "1340", "about 4 minutes", "is safe")),
        ],
    )
    def test_says_place_time_and_what_is_safe(self, rf, path, sentences):
        html = waiting_page(rf.get(path), Place(4812, 1340, 225.0)).content.decode()
        for sentence in sentences:
            assert sentence in html.replace("'", "").replace("’", "").replace("&#x27;", "")

    def test_says_when_it_does_not_know(self, rf):
        html = waiting_page(rf.get("/en/"), Place(1, 1, None)).content.decode()
        assert "We cannot say yet how long it takes." in html

    def test_speaks_the_browsers_language_where_the_address_has_none(self, rf):
        page = waiting_page(rf.get("/", headers={"Accept-Language": "it-CH,de;q=0.5"}), Place(1, 1, 13.0))
        assert "Dura circa 20 secondi." in page.content.decode()
        assert page["Content-Language"] == "it"

    def test_keeps_the_address_that_she_wants(self, rf):
        html = waiting_page(rf.get("/de/jobs/?q=K%C3%B6chin"), Place(1, 1, 3.0)).content.decode()
        assert 'href="/de/jobs/?q=K%C3%B6chin"' in html
        assert 'href="/de/jobs/?q=K%C3%B6chin&amp;waiting=still"' in html
