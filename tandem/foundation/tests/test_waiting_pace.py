"""How fast a full node lets people in, and what it tells them: whole days played by a clock of their own."""

import heapq
import random

import pytest

from tandem.foundation.http.waiting import pace
from tandem.foundation.http.waiting.room import Place, Room

pytestmark = pytest.mark.without_database

NOW = 1_800_000_000.0


class TestPace:
    def test_expects_of_newcomers_what_others_did(self):
        assert pace.expected(worked=0.0, people=0) == pace.EXPECTED
        assert pace.expected(worked=60.0, people=60) == pytest.approx(22 / 65)
        assert pace.expected(worked=3.0, people=60) < 0.05
        assert pace.expected(worked=300.0, people=60) == pace.EXPECTED  # no more of one than that

    def test_begins_with_half_of_those_who_were_just_too_many(self):
        assert pace.first_rate(came=3.0, capacity=6) == 1.5
        assert pace.first_rate(came=50.0, capacity=6) == 6 / pace.VISIT
        assert pace.first_rate(came=0.0, capacity=6) == pace.LEAST
        assert pace.first_rate(came=20.0, capacity=6, stood=8.0) == 8.0  # it could do that much for a minute

    def test_learns_from_how_busy_it_is(self):
        assert pace.next_rate(5.0, busy=1.0, capacity=2) > 5.0
        assert pace.next_rate(5.0, busy=1.5, capacity=2) == 5.0
        assert pace.next_rate(5.0, busy=2.0, capacity=2) < 5.0
        assert [pace.opening(busy=busy, capacity=2) for busy in (0.0, 1.0, 1.5, 2.0, 9.0)] == [2, 2, 1, 0, 0]
        assert pace.next_rate(pace.LEAST, busy=9.0, capacity=2) == pace.LEAST


class TestEstimate:
    def test_leans_on_what_was_learned_until_enough_was_measured(self):
        assert pace.seconds_left(10, passed=0, within=0, rate=2.0) == 5
        assert pace.seconds_left(10, passed=60, within=60, rate=2.0) == pytest.approx(10 / 1.5)
        assert pace.seconds_left(10, passed=0, within=60, rate=pace.LEAST) == 100

    def test_is_rounded_up(self):
        said = [pace.told(seconds) for seconds in (0.0, 10.0, 10.1, 50.0, 50.1, 60.0, 61.0, 600.0)]
        assert said == [(0, 10), (0, 10), (0, 20), (0, 50), (1, 0), (1, 0), (2, 0), (10, 0)]

    def test_expects_more_of_a_node_with_room_to_spare(self):
        assert pace.seconds_left(30, passed=0, within=0, rate=2.0, opening=2.0) == 10
        assert pace.seconds_left(30, passed=0, within=0, rate=2.0, opening=0.0) == 30

    @pytest.mark.parametrize(("people", "at_most"), [(40, 6), (150, 10)])
    def test_is_honest_from_the_start_when_all_come_at_one_moment(self, tmp_path, people, at_most):
        """Nobody has waited before her: what is said first must hold all the same, in tens of seconds."""
        room = Room(tmp_path / "crowd", capacity=6)
        said, inside = all_at_once(room, people)
        room.close()

        off = sorted(abs(inside[number] - NOW - seconds) for number, seconds in said.items())
        assert len(off) > people / 3
        assert off[len(off) // 2] <= at_most

    @pytest.mark.parametrize("gone", [0.0, 0.3])
    def test_is_honest_and_keeps_the_node_quick(self, tmp_path, gone):
        """Six people a second come to a node that could serve four; `gone` of them close the page."""
        room = Room(tmp_path / "rush", capacity=6)
        said, waited, taken = everybody_comes(room, gone=gone)
        room.close()

        moments = [waited[number] for number in sorted(waited)]
        assert moments == sorted(moments)  # first come, first in
        assert len(moments) > 150
        errors = sorted(abs(waited[number] - moment - left) / max(left, 30) for number, moment, left in said)
        assert len(errors) > 300
        assert errors[len(errors) // 2] < 0.3  # half of what was said is right within three tenths
        assert errors[int(len(errors) * 0.9)] < 0.75
        assert sorted(taken)[int(len(taken) * 0.95)] < 2 * WORK


WORK, PLACES, PAGES, STAY = 0.2, 8, 10, 60.0


def everybody_comes(room, *, gone, arrivals=6.0, seconds=180):
    """Play a full day: whoever is let in asks for ten pages within a minute; eight are worked on at once.

    Returns what was said (number, moment, seconds left) to whoever came in later, when each came in, and how long each
    page took.
    """
    chance = random.Random(4)
    events = [(NOW + index / arrivals, index, "comes", 0) for index in range(int(arrivals * seconds))]
    free_at = [NOW] * PLACES
    said, inside, taken = [], {}, []

    def plan(moment, what, number=0):
        heapq.heappush(events, (moment, len(events) + chance.random(), what, number))

    while events:
        moment, _order, what, number = heapq.heappop(events)
        if what == "served":
            room.worked(now=moment, seconds=WORK)
        elif what == "asks":
            place = min(range(PLACES), key=free_at.__getitem__)
            free_at[place] = max(free_at[place], moment) + WORK
            taken.append(free_at[place] - moment)
            plan(free_at[place], "served")
        else:
            outcome = room.enter(now=moment) if what == "comes" else room.look(number, now=moment)
            if isinstance(outcome, Place):
                if outcome.seconds is not None:
                    said.append((outcome.number, moment, outcome.seconds))
                if what != "comes" or chance.random() >= gone:
                    plan(moment + pace.look_again_in(outcome.seconds), "looks", outcome.number)
                continue
            if outcome is not None:
                inside[number] = outcome
            for _page in range(PAGES):
                plan(moment + chance.uniform(0, STAY), "asks")
    return [line for line in said if line[0] in inside], inside, taken


def all_at_once(room, people, work=0.01, pages=19):
    """So many at one moment, none of whom reads: eight threads share two processors.

    Returns what was said first, and when she came in, by number.
    """
    step = 0.005
    moment, arrivals = NOW, [(NOW, person) for person in range(people)]
    said, inside, ticket, left = {}, {}, {}, dict.fromkeys(range(people), pages)
    threads: list[list] = []  # who, what is left of the work, since when
    while arrivals or threads:
        heapq.heapify(arrivals)
        while arrivals and arrivals[0][0] <= moment and len(threads) < PLACES:
            _at, person = heapq.heappop(arrivals)
            if left[person] == pages:
                number = ticket.get(person)
                outcome = room.enter(now=moment) if number is None else room.look(number, now=moment)
                if isinstance(outcome, Place):
                    ticket[person] = outcome.number
                    said.setdefault(outcome.number, outcome.seconds)
                    heapq.heappush(arrivals, (moment + pace.look_again_in(outcome.seconds), person))
                    continue
                if outcome is None:
                    room.stays(now=moment)
                else:
                    inside[number] = moment
            threads.append([person, work, moment])
        moment += step
        for thread in threads:
            thread[1] -= step * min(1.0, 2 / len(threads))
        for thread in [thread for thread in threads if thread[1] <= 0]:
            threads.remove(thread)
            room.worked(now=moment, seconds=moment - thread[2])
            left[thread[0]] -= 1
            if left[thread[0]]:
                arrivals.append((moment, thread[0]))
    return said, inside
