"""Who follows what, in the memory of one process: nothing that is typed outlives its delivery."""

import asyncio
import itertools
import json
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tandem.foundation.live import limits, tickets, words
from tandem.foundation.live.tickets import Ticket

Renew = Callable[[Ticket, float], Ticket | None]

PULSE = b":\n\n"  # a comment: browsers skip it, proxies see that the line is alive
# Tickets are over long before; until then a topic that has ended stays known.
_ENDED_SECONDS = 2 * 60 * 60.0


class Ended(Exception):
    """What was followed is over."""


class Full(Exception):
    """This process holds as many streams as it can."""


class TooFast(Exception):
    """Nobody types that fast."""


class NotWriting(Exception):
    """The hands are the other one's."""


class Stream:
    """One open page of one person."""

    def __init__(self, ticket: Ticket, number: int) -> None:
        self.ticket = ticket
        self.number = number
        self.closed = False
        self._frames: dict[object, bytes] = {}
        self._numbers = itertools.count()
        self._wake = asyncio.Event()

    def add(self, kind: str, data: Mapping[str, Any], *, key: object = None) -> None:
        """Put an event in line. With `key` it takes the place of an earlier one that has not been sent yet."""
        if self.closed:
            return
        if len(self._frames) >= limits.WAITING and key not in self._frames:
            # Too slow to follow: she reads the page again rather than an ever older past.
            self._frames.clear()
            kind, data, key = words.MISSED, {}, None
        self._frames[next(self._numbers) if key is None else key] = frame(kind, data)
        self._wake.set()

    def close(self) -> None:
        """Send what is in line, then end."""
        self.closed = True
        self._wake.set()

    async def frames(self, renew: Renew, *, now: Callable[[], float] = time.time) -> AsyncIterator[bytes]:
        """What goes over the line, until the stream is closed or its ticket is over.

        `renew` gives the next ticket shortly before, or None when there is none.
        """
        yield PULSE
        while True:
            if self._frames:
                waiting = b"".join(self._frames.values())
                self._frames.clear()
                yield waiting
                continue
            if self.closed:
                return
            left = self.ticket.until - now()
            if left <= limits.RENEW_BEFORE and (following := renew(self.ticket, now())):
                self.ticket = following
                yield frame(words.RENEW, {"ticket": tickets.sign(following)})
                continue
            if left <= 0:
                return
            self._wake.clear()
            try:
                async with asyncio.timeout(min(limits.HEARTBEAT, left)):
                    await self._wake.wait()
            except TimeoutError:
                yield PULSE


@dataclass
class _Topic:
    streams: dict[int, Stream] = field(default_factory=dict)
    buckets: dict[str, limits.Bucket] = field(default_factory=dict)
    hands: str | None = None

    def of(self, role: str) -> list[Stream]:
        return [stream for stream in self.streams.values() if stream.ticket.role == role]


class Hub:
    """All topics of this process. Everything happens in one thread: no step is interrupted by another."""

    def __init__(self, *, pace: Callable[[], float] = time.monotonic) -> None:
        self.listening_since: float | None = None  # seconds since 1970; what was published before is not known here
        self.closing = False
        self.carried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._pace = pace
        self._topics: dict[str, _Topic] = {}
        self._ended: deque[tuple[float, str]] = deque()
        self._ended_names: set[str] = set()
        self._numbers = itertools.count()

    @property
    def streams(self) -> int:
        return sum(len(topic.streams) for topic in self._topics.values())

    @property
    def topics(self) -> int:
        return len(self._topics)

    def open(self, ticket: Ticket) -> Stream:
        """A stream for the holder of `ticket`; `leave` it afterwards. Raises Ended, Full."""
        self._refuse_ended(ticket)
        if self.closing or self.streams >= limits.STREAMS:
            raise Full
        topic = self._topics.setdefault(ticket.topic, _Topic())
        own = topic.of(ticket.role)
        for oldest in own[: max(0, len(own) + 1 - limits.STREAMS_EACH)]:
            oldest.add(words.REPLACED, {})
            oldest.close()
            del topic.streams[oldest.number]
        stream = Stream(ticket, next(self._numbers))
        topic.streams[stream.number] = stream
        for other in topic.streams.values():
            if other.ticket.role != ticket.role:
                other.add(words.JOINED, {"by": ticket.role}, key=(words.JOINED, ticket.role))
        return stream

    def leave(self, stream: Stream) -> None:
        topic = self._topics.get(stream.ticket.topic)
        if topic:
            topic.streams.pop(stream.number, None)
            if not topic.streams:
                del self._topics[stream.ticket.topic]

    def renew(self, ticket: Ticket, at: float) -> Ticket | None:
        """The ticket that follows `ticket`; None when the end of the topic may have been missed since it was given."""
        topic = self._topics.get(ticket.topic)
        since = self.listening_since
        if topic is None or since is None or ticket.until - tickets.LIFE < since or ticket.topic in self._ended_names:
            return None
        return tickets.renewed(ticket, at=at, writes=self._writes(topic, ticket))

    def carry(self, ticket: Ticket, messages: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Show the others what the holder of `ticket` types, or which page she is on.

        Each message is a kind (`typed`, `page`) and its data. Raises Ended, TooFast, NotWriting.
        """
        self._refuse_ended(ticket)
        topic = self._topics.get(ticket.topic)
        if topic is None:
            return  # nobody follows
        if not topic.buckets.setdefault(ticket.role, limits.Bucket()).take(len(messages), at=self._pace()):
            raise TooFast
        if not self._writes(topic, ticket):
            raise NotWriting
        for kind, data in messages:
            self.carried[kind] += 1
            for stream in topic.streams.values():
                if stream.ticket.role != ticket.role:
                    stream.add(kind, {**data, "by": ticket.role}, key=(kind, ticket.role, data.get("field")))

    def deliver(self, topic_name: str, kind: str, data: Mapping[str, Any]) -> None:
        """Pass on what was published. The end of a topic closes its streams and refuses its tickets from now on."""
        self.carried[kind] += 1
        topic = self._topics.get(topic_name)
        for stream in list(topic.streams.values()) if topic else ():
            stream.add(kind, data)
        if kind == words.END:
            self._end(topic_name)
        elif kind == words.HANDS and topic:
            topic.hands = str(data.get("hands", "")).lower()

    def miss(self) -> None:
        """Tell everybody that something may have been missed: the pages are read again."""
        for topic in self._topics.values():
            topic.hands = None  # pages that are read again bring tickets that say who writes
            for stream in topic.streams.values():
                stream.add(words.MISSED, {}, key=words.MISSED)

    def close(self) -> None:
        """End all streams: browsers come back once there is a process again."""
        self.closing = True
        for topic in self._topics.values():
            for stream in topic.streams.values():
                stream.close()

    @staticmethod
    def _writes(topic: _Topic, ticket: Ticket) -> bool:
        return ticket.writes if topic.hands is None else topic.hands == ticket.role

    def _end(self, name: str) -> None:
        at = self._pace()
        while self._ended and self._ended[0][0] <= at:
            self._ended_names.discard(self._ended.popleft()[1])
        self._ended.append((at + _ENDED_SECONDS, name))
        self._ended_names.add(name)
        topic = self._topics.get(name)
        for stream in list(topic.streams.values()) if topic else ():
            stream.close()

    def _refuse_ended(self, ticket: Ticket) -> None:
        if ticket.topic in self._ended_names:
            raise Ended


def frame(kind: str, data: Mapping[str, Any]) -> bytes:
    """One event of a stream. JSON in ASCII has no bare line break: nothing typed can begin an event of its own."""
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode("ascii")
