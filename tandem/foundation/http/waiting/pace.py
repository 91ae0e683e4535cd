"""How many of those who wait are let in each second: the arithmetic, on values."""

import math

WINDOW = 60  # seconds over which admissions are measured
SOONEST, LATEST = 5, 60  # seconds between two looks of one page
ABSENT = 3 * LATEST  # seconds without a look: she has gone, or her browser does not load again by itself
LEAST = 0.2  # people per second: the queue never stands still, or nobody would learn that it could move
MOST_PER_PLACE = 10.0  # people per second and request worked on: nobody costs less than a tenth of a second
# Requests worked on at once that somebody makes at most who has just come in. What is measured says it three seconds
# later, and a hundred people can come in within one.
EXPECTED = 0.4
SEEN_AFTER = 3.0  # seconds
_DOUBT = 5  # people: so many must have come before half of what they did is believed
VISIT = 2.0  # seconds of work that one person makes in all, until it is learned
_BAND = 0.25  # of the capacity: within so much of it, admissions go from what was learned down to none
_LEARNS = 30.0  # seconds
_MOST_TIMES = 2.0


def first_rate(*, came: float, capacity: float, stood: float = 0.0) -> float:
    """People per second to begin with, when `came` per second were just too many for `capacity`.

    Half of them, and no more than the node could keep up with: a hundred at one moment say nothing of a rate. Except
    where it has just shown that it can: `stood` people a second came in for a minute.
    """
    return _bounded(min(came / 2, max(capacity / VISIT, stood)), capacity)


def expected(*, worked: float, people: float) -> float:
    """Requests worked on at once that each newcomer makes in her first seconds, who has not been measured yet.

    `worked`: the seconds of work of the last minute, `people`: who came in within it, the newest by the share of their
    first seconds that is over. What was worked for others, who came earlier, is in it: that errs on the side of care.
    """
    return min(EXPECTED, (EXPECTED * _DOUBT + worked / SEEN_AFTER) / (_DOUBT + people))


def opening(*, busy: float, capacity: float) -> float:
    """How far the door is open now: 1 is the rate that was learned, 0 closed, 2 the most.

    `busy` is the mean number of requests worked on at once.
    """
    return min(max((capacity - busy) / (_BAND * capacity), 0.0), _MOST_TIMES)


def next_rate(rate: float, *, busy: float, capacity: float) -> float:
    """The learned rate, a second later.

    Whoever is let in works here for minutes: the door answers at once to how busy it is now, what is learned slowly.
    Learning as fast as that would let in too many, then nobody, in turns, and no estimate would hold.
    """
    return _bounded(rate * (1 + (opening(busy=busy, capacity=capacity) - 1) / _LEARNS), capacity)


def _bounded(rate: float, capacity: float) -> float:
    return min(max(rate, LEAST), MOST_PER_PLACE * capacity)


def seconds_left(place: int, *, passed: float, within: float, rate: float, opening: float = 1.0) -> float:
    """How long until the place comes up, when `passed` places came up within so many seconds.

    The learned rate counts like one minute measured: for a queue that has just formed it is all there is. It goes
    halfway to where the door is now: a node with room to spare lets in more than it has learned, and learns it.
    """
    expected = rate * (1 + opening) / 2
    return place * (within + WINDOW) / (passed + expected * WINDOW)


def told(seconds: float) -> tuple[int, int]:
    """Minutes and seconds, one of them 0, rounded up to what somebody can plan with: tens of seconds, whole minutes.

    Her page asks again every few seconds, so that less than ten could not be kept.
    """
    tens = max(1, math.ceil(seconds / 10))
    return (0, 10 * tens) if tens < 6 else (math.ceil(seconds / 60), 0)


def look_again_in(seconds: float | None) -> int:
    """Whole seconds until the page asks again. Who waits long asks seldom: asking takes work from those inside."""
    return SOONEST if seconds is None else int(min(max(seconds / 10, SOONEST), LATEST))
