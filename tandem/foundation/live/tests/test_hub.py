"""What reaches whom, and what is refused, without a network."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tandem.foundation.live import hub as hubs
from tandem.foundation.live import limits, tickets, words
from tandem.foundation.live.hub import Hub, frame
from tandem.foundation.live.tickets import Ticket

pytestmark = pytest.mark.without_database

TOPIC = "session:42"


def ticket(role="helper", *, writes=False, until=600, last=3600, topic=TOPIC) -> Ticket:
    return Ticket(topic, role, until, last, writes)


def typed(field="wage", value="1200"):
    return (words.TYPED, {"field": field, "shown": value})


def awaited(coroutine):
    """In a thread of its own: a browser of the same test run may keep a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def seen(stream, hub=None, *, at=0.0) -> list[tuple[str, dict]]:
    """What the stream would send now, without waiting for more."""
    stream.close()

    async def all_of() -> bytes:
        return b"".join([part async for part in stream.frames(lambda _ticket, _at: None, now=lambda: at)])

    return events(awaited(all_of()))


def events(sent: bytes) -> list[tuple[str, dict]]:
    found = []
    for part in sent.decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in part.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@pytest.fixture
def hub():
    hub = Hub(pace=lambda: 0.0)
    hub.listening_since = 0.0
    return hub


class TestKeystrokes:
    def test_reach_the_other_one_and_not_the_one_who_types(self, hub):
        person, helper = hub.open(ticket("person")), hub.open(ticket("helper"))

        hub.carry(ticket("person", writes=True), [typed()])

        assert seen(helper) == [(words.TYPED, {"field": "wage", "shown": "1200", "by": "person"})]
        assert [kind for kind, _data in seen(person)] == [words.JOINED]

    def test_reach_nobody_of_another_topic(self, hub):
        stranger = hub.open(ticket(topic="session:43"))
        hub.open(ticket())

        hub.carry(ticket("person", writes=True), [typed()])

        assert seen(stranger) == []

    def test_of_one_field_give_way_to_the_newest(self, hub):
        helper = hub.open(ticket())

        for number in range(100):
            hub.carry(ticket("person", writes=True), [typed(value=str(number))])

        assert seen(helper) == [(words.TYPED, {"field": "wage", "shown": "99", "by": "person"})]

    def test_are_those_of_whoever_has_the_hands(self, hub):
        hub.open(ticket("person"))
        with pytest.raises(hubs.NotWriting):
            hub.carry(ticket("helper", writes=False), [typed()])

        hub.deliver(TOPIC, words.HANDS, {"hands": "HELPER"})
        hub.carry(ticket("helper", writes=False), [typed()])

        with pytest.raises(hubs.NotWriting):
            hub.carry(ticket("person", writes=True), [typed()])

    def test_are_not_kept_for_whoever_comes_later(self, hub):
        first = hub.open(ticket())
        hub.carry(ticket("person", writes=True), [typed()])
        hub.leave(first)

        assert seen(hub.open(ticket())) == []

    def test_come_in_bursts_but_in_no_flood(self, hub):
        hub.open(ticket())
        for _number in range(int(limits.BURST)):
            hub.carry(ticket("person", writes=True), [typed()])

        with pytest.raises(hubs.TooFast):
            hub.carry(ticket("person", writes=True), [typed()])

    def test_of_a_second_ticket_of_the_same_person_count_with_the_first(self, hub):
        hub.open(ticket())
        for number in range(int(limits.BURST)):
            hub.carry(ticket("person", writes=True, until=600 + number), [typed()])

        with pytest.raises(hubs.TooFast):
            hub.carry(ticket("person", writes=True, until=9000), [typed()])


class TestAStream:
    def test_of_somebody_too_slow_begins_again_instead_of_growing(self, hub):
        helper = hub.open(ticket())

        for number in range(limits.WAITING + 1):
            hub.deliver(TOPIC, "saved", {"id": number})

        assert seen(helper) == [(words.MISSED, {})]

    def test_beyond_the_fourth_ends_the_oldest(self, hub):
        streams = [hub.open(ticket()) for _number in range(limits.STREAMS_EACH + 1)]

        assert [stream.closed for stream in streams] == [True, False, False, False, False]
        assert seen(streams[0]) == [(words.REPLACED, {})]
        assert hub.streams == limits.STREAMS_EACH

    def test_beyond_what_the_process_holds_is_refused(self, hub, monkeypatch):
        monkeypatch.setattr(limits, "STREAMS", 1)
        hub.open(ticket())

        with pytest.raises(hubs.Full):
            hub.open(ticket("person"))

    def test_tells_the_other_one_that_it_is_there(self, hub):
        person = hub.open(ticket("person"))
        hub.open(ticket("helper"))

        assert seen(person) == [(words.JOINED, {"by": "helper"})]

    def test_that_was_left_leaves_nothing_behind(self, hub):
        hub.leave(hub.open(ticket()))

        assert (hub.streams, hub.topics) == (0, 0)

    def test_gets_the_next_ticket_before_its_own_is_over(self, hub):
        helper = hub.open(ticket(until=600, last=3600))

        async def first_event() -> bytes:
            async for part in helper.frames(hub.renew, now=lambda: 580.0):
                if part != hubs.PULSE:
                    return part
            raise AssertionError("it ended")

        [(kind, data)] = events(awaited(first_event()))

        assert kind == words.RENEW
        assert tickets.read(data["ticket"], at=1000.0).until == 580 + tickets.LIFE

    @pytest.mark.parametrize("since", [None, 1.0])
    def test_gets_none_when_the_end_may_have_been_missed(self, hub, since):
        hub.open(ticket(until=600))
        hub.listening_since = since

        assert hub.renew(ticket(until=600), 580.0) is None

    def test_ends_with_its_ticket(self, hub):
        helper = hub.open(ticket(until=600, last=600))

        async def all_of() -> list[bytes]:
            return [part async for part in helper.frames(hub.renew, now=lambda: 600.0)]

        assert awaited(all_of()) == [hubs.PULSE]


class TestTheEnd:
    def test_closes_all_streams_at_once(self, hub):
        person, helper = hub.open(ticket("person")), hub.open(ticket("helper"))

        hub.deliver(TOPIC, words.END, {"reason": "revoked"})

        assert person.closed
        assert helper.closed
        assert seen(helper)[-1] == (words.END, {"reason": "revoked"})

    def test_is_final_for_every_ticket(self, hub):
        hub.deliver(TOPIC, words.END, {})

        with pytest.raises(hubs.Ended):
            hub.open(ticket())
        with pytest.raises(hubs.Ended):
            hub.carry(ticket("person", writes=True), [typed()])


class TestAFrame:
    @pytest.mark.parametrize("value", ["a\r\nevent: end\r\ndata: {}\r\n\r\n", "a\n\n\nb", "\u2028", "\x00", "\ud800"])
    def test_is_one_event_whatever_was_typed(self, value):
        assert events(frame(words.TYPED, {"field": "wage", "shown": value})) == [
            (words.TYPED, {"field": "wage", "shown": value})
        ]
