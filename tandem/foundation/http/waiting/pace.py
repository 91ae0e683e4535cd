"""How many of those who wait are let in each second: the arithmetic, on values."""

import math

WINDOW = 60  # seconds over which admissions are measured
SOONEST, LATEST = 5, 60  # seconds between two looks of one page
ABSENT = 3 * LATEST  # seconds without a look: she has gone, or her browser does not load again by itself
LEAST = 0.2  # people per second: the queue never stands still, or nobody would learn that it could move
MOST_PER_PLACE = 10.0  # people per second and request worked on: nobody costs less than a tenth of a second
# Requests worked on at once that somebody makes who has just come in. What is measured says it three seconds later,
# and a hundred people can come in within one.
EXPECTED = 0.4
VISIT = 2.0  # seconds of work that one person makes in all, until it is learned
_BAND = 0.25  # of the capacity: within so much of it, admissions go from what was learned down to none
_LEARNS = 30.0  # seconds
_MOST_TIMES = 2.0


def first_rate(*, came: float, capacity: float) -> float:
    """People per second to begin with, when `came` per second were just too many for `capacity`.

    Half of them, and no more than the node could keep up with: a hundred at one moment say nothing of a rate.
    """
    return _bounded(min(came / 2, capacity / VISIT), capacity)


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


def seconds_left(place: int, *, passed: float, within: float, rate: float) -> float:
    """How long until the place comes up, when `passed` places came up within so many seconds.

    The learned rate counts like one minute measured: for a queue that has just formed it is all there is.
    """
    return place * (within + WINDOW) / (passed + rate * WINDOW)


def minutes_left(seconds: float | None) -> int | None:
    """Whole minutes, rounded up: 0 is "less than a minute"."""
    if seconds is None:
        return None
    return 0 if seconds < 60 else math.ceil(seconds / 60)


def look_again_in(seconds: float | None) -> int:
    """Whole seconds until the page asks again. Who waits long asks seldom: asking takes work from those inside."""
    return SOONEST if seconds is None else int(min(max(seconds / 10, SOONEST), LATEST))
