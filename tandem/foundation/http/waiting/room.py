"""The queue of one node, in a file that all its web processes map into their memory.

No database and no server: whatever stands still under load must not be needed to say so. Numbers are given in order
of arrival and the head of the queue only moves forward, so that order is fair and nobody's number comes up twice.
Everything is written in an order in which a process may be killed between any two lines. A killed process leaves the
lock: the kernel takes it back.
"""

import dataclasses
import fcntl
import mmap
import os
import secrets
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tandem.foundation.http.waiting import pace

PASS_SECONDS = 30 * 60  # since the last page: so long somebody who was let in stays inside
SIZE = 1 << 17  # people who can wait at one node
_SLOT = struct.Struct("=Qdd")  # number, when she last looked, when she was let in
_SECOND = struct.Struct("=Qdddd")  # which second, seconds worked in it, people who came, places that came up, stays
_HEAD = struct.Struct("=QQQQddddQ")
_FORMAT = 2
_SECONDS = 128
_SECONDS_AT = 128
_SLOTS_AT = _SECONDS_AT + _SECONDS * _SECOND.size
_BYTES = _SLOTS_AT + SIZE * _SLOT.size
_AT_ONCE = 5  # seconds: after a silence the rate does not race
_RECENT = 2  # whole seconds, and what there is of this one, that tell how busy the node is
_LATELY = 10  # the same, for what is said to people


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Somebody waits: her number, her place (1 is next), the seconds until it comes up (None: the queue is full)."""

    number: int
    place: int
    seconds: float | None


@dataclasses.dataclass(slots=True)
class _Head:
    format: int
    epoch: int  # another file, another queue
    issued: int  # the last number given
    head: int  # the last number that came up
    rate: float
    allowance: float  # people who may come in now
    counted_at: float  # until when the allowance is counted
    began_at: float  # when the queue began to form
    adapted: int  # the last second whose rate was decided


class Room:
    """`capacity`: how many requests the node works on at once, on average, before newcomers wait."""

    def __init__(self, path: Path, *, capacity: float) -> None:
        self.capacity = capacity
        self._thread = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with self._locked():
            if os.fstat(self._file).st_size != _BYTES:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, _BYTES)
            self._map = mmap.mmap(self._file, _BYTES)
            if self._read().format != _FORMAT:
                self._map[:] = bytes(_BYTES)
                self._write(_Head(_FORMAT, secrets.randbits(63), 0, 0, 1.0, 0.0, 0.0, 0.0, 0))
        self.epoch = self._read().epoch

    def close(self) -> None:
        self._map.close()
        os.close(self._file)

    def worked(self, *, now: float, seconds: float) -> None:
        """A request was answered at `now` after so many seconds of work."""
        began = now - seconds
        with self._locked():
            for second in range(max(int(began), int(now) - _RECENT), int(now) + 1):
                self._add(second, worked=min(now, second + 1) - max(began, second))

    def enter(self, *, now: float) -> Place | None:
        """Somebody new: None when she may come in at once, else her place at the end. All who wait go first."""
        with self._locked():
            head = self._advanced(now)
            self._add(int(now), came=1)
            if head.issued == head.head and self._load(now) < self.capacity:
                return None
            if head.issued - head.head >= SIZE:
                return Place(0, SIZE, None)
            if head.issued == head.head:
                self._begin(head, now)
            number = head.issued + 1
            _SLOT.pack_into(self._map, self._slot(number), number, now, 0.0)
            head.issued = number
            self._write(head)
            return self._place(head, number, now)

    def look(self, number: int, *, now: float) -> Place | float | None:
        """Her place; or the moment she was let in, the same at every look; or None when the number is worth nothing.

        Whoever comes back after her number came up goes in: she waited. A number opens for one stay, not for two.
        """
        with self._locked():
            head = self._advanced(now)
            held, _seen, admitted = _SLOT.unpack_from(self._map, self._slot(number))
            if held != number or not 0 < number <= head.issued:
                return None
            if number > head.head:
                _SLOT.pack_into(self._map, self._slot(number), number, now, 0.0)
                return self._place(head, number, now)
            if not admitted:
                admitted = now
                _SLOT.pack_into(self._map, self._slot(number), number, now, admitted)
            return admitted if now - admitted <= PASS_SECONDS else None

    def stays(self, *, now: float) -> None:
        """Somebody new, let in without waiting, has begun something: what she makes of work is still to come."""
        with self._locked():
            self._add(int(now), stays=1)

    def is_used(self, *, now: float) -> bool:
        """Whether anybody waits, or did within the last half hour."""
        head = self._read()
        return head.issued > head.head or now - head.counted_at < PASS_SECONDS

    def figures(self, *, now: float) -> dict[str, float]:
        """For the operators: `waiting` people, places that came up `per_minute`, `busy` requests at once."""
        with self._locked():
            head = self._advanced(now)
            passed, within = self._passed(head, now)
            return {
                "waiting": head.issued - head.head,
                "per_minute": passed * 60 / within if within else 0.0,
                "busy": self._busy(now),
            }

    def _begin(self, head: _Head, now: float) -> None:
        """A queue forms. One that has just ended goes on at its rate: that much was learned."""
        if now - head.counted_at > pace.WINDOW:
            head.began_at = now
            entered = sum(passed + stays for _worked, _came, passed, stays in self._since(now - pace.WINDOW, now))
            stood = entered / pace.WINDOW
            head.rate = pace.first_rate(came=self._came(now), capacity=self.capacity, stood=stood)
        head.allowance, head.counted_at, head.adapted = 0.0, now, int(now)

    def _advanced(self, now: float) -> _Head:
        """Let in as many as may come in by now."""
        head = self._read()
        if head.issued == head.head:
            return head
        busy = self._busy(now)
        for _second in range(min(int(now) - head.adapted, _AT_ONCE)):
            head.rate = pace.next_rate(head.rate, busy=busy, capacity=self.capacity)
        head.adapted = max(head.adapted, int(now))
        rate = max(pace.LEAST, head.rate * pace.opening(busy=self._load(now), capacity=self.capacity))
        earned = rate * max(0.0, now - head.counted_at)
        # A crowd that came together looks together: what came up between two of its looks is not lost.
        head.allowance = min(head.allowance + earned, max(1.0, pace.SOONEST * head.rate))
        head.counted_at = max(head.counted_at, now)
        came_up = 0
        while head.head < head.issued:
            number = head.head + 1
            _held, seen, _admitted = _SLOT.unpack_from(self._map, self._slot(number))
            is_here = now - seen <= pace.ABSENT
            if is_here and head.allowance < 1:
                break
            if is_here:
                _SLOT.pack_into(self._map, self._slot(number), number, seen, now)
                head.allowance -= 1
            head.head = number
            came_up += 1
        if came_up:
            self._add(int(now), passed=came_up)
        self._write(head)
        return head

    def _place(self, head: _Head, number: int, now: float) -> Place:
        place = number - head.head
        passed, within = self._passed(head, now)
        opening = pace.opening(busy=self._busy(now, _LATELY), capacity=self.capacity)
        left = pace.seconds_left(place, passed=passed, within=within, rate=head.rate, opening=opening)
        return Place(number, place, left)

    def _passed(self, head: _Head, now: float) -> tuple[float, float]:
        within = min(float(pace.WINDOW), now - head.began_at)
        return sum(passed for _worked, _came, passed, _stays in self._since(now - within, now)), within

    def _busy(self, now: float, seconds: int = _RECENT) -> float:
        first = int(now) - seconds
        return sum(worked for worked, *_people in self._since(first, now)) / (now - first)

    def _load(self, now: float) -> float:
        """How busy the node is, with the work to come of those who walked in, as far as it is not measured yet."""
        to_come = sum(
            (1 - _share(now, second)) * stays
            for second in range(int(now) - _RECENT, int(now) + 1)
            for _worked, _came, _passed, stays in self._since(second, second)
        )
        if not to_come:
            return self._busy(now)
        worked = seen = 0.0
        first, last = int(now) - pace.WINDOW, int(now)
        for second, done, _came, passed, stays in _SECOND.iter_unpack(self._map[_SECONDS_AT:_SLOTS_AT]):
            if first <= second <= last:
                worked += done
                seen += (passed + stays) * (1.0 if second < last - _RECENT else _share(now, second))
        return self._busy(now) + to_come * pace.expected(worked=worked, people=seen)

    def _came(self, now: float) -> float:
        first = int(now) - _RECENT
        return sum(came for _worked, came, _passed, _stays in self._since(first, now)) / (now - first)

    def _since(self, first: float, now: float) -> Iterator[tuple[float, float, float, float]]:
        for second in range(int(first), int(now) + 1):
            held, *sums = _SECOND.unpack_from(self._map, self._second(second))
            if held == second:
                yield tuple(sums)

    def _add(
        self, second: int, *, worked: float = 0.0, came: float = 0.0, passed: float = 0.0, stays: float = 0.0
    ) -> None:
        at = self._second(second)
        held, *sums = _SECOND.unpack_from(self._map, at)
        before = sums if held == second else (0.0, 0.0, 0.0, 0.0)
        after = map(sum, zip(before, (worked, came, passed, stays), strict=True))
        _SECOND.pack_into(self._map, at, second, *after)

    def _read(self) -> _Head:
        return _Head(*_HEAD.unpack_from(self._map, 0))

    def _write(self, head: _Head) -> None:
        _HEAD.pack_into(self._map, 0, *dataclasses.astuple(head))

    @staticmethod
    def _slot(number: int) -> int:
        return _SLOTS_AT + number % SIZE * _SLOT.size

    @staticmethod
    def _second(second: int) -> int:
        return _SECONDS_AT + second % _SECONDS * _SECOND.size

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # The file's lock keeps processes apart, the other one threads: threads of one process share the first.
        with self._thread:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _share(now: float, second: float) -> float:
    """How much of the first seconds of somebody who came in within that second is over by now."""
    return min(1.0, max(0.0, now - second - 0.5) / pace.SEEN_AFTER)
