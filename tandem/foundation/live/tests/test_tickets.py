"""A ticket opens what it says, for as long as it says, and nothing else of the house passes for one."""

import datetime

import pytest
from django.core import signing

from tandem.foundation import clock
from tandem.foundation.live import tickets
from tandem.foundation.live.tickets import NotValid, Ticket, read, renewed, room, ticket

pytestmark = pytest.mark.without_database

TOPIC = "session:42"


@pytest.fixture(autouse=True)
def now(clock):
    return clock.freeze("2026-04-02 09:00")


def in_minutes(number: int) -> datetime.datetime:
    return clock.now() + datetime.timedelta(minutes=number)


class TestATicket:
    def test_says_what_it_opens_and_as_whom(self, now):
        found = read(ticket(TOPIC, "person", in_minutes(60), writes=True), at=now.timestamp())

        assert (found.topic, found.role, found.writes) == (TOPIC, "person", True)
        assert found.last - found.until == 50 * 60

    def test_is_over_after_ten_minutes(self, now):
        text = ticket(TOPIC, "person", in_minutes(60))

        assert read(text, at=now.timestamp() + 599)
        with pytest.raises(NotValid):
            read(text, at=now.timestamp() + 600)

    def test_is_over_with_what_it_opens(self, now):
        with pytest.raises(NotValid):
            read(ticket(TOPIC, "person", in_minutes(2)), at=now.timestamp() + 120)

    @pytest.mark.parametrize("change", [lambda t: "x" + t, lambda t: t[:-1], lambda t: t + "x" * 500, lambda t: t[:0]])
    def test_that_was_changed_is_refused(self, now, change):
        with pytest.raises(NotValid):
            read(change(ticket(TOPIC, "person", in_minutes(60))), at=now.timestamp())

    def test_under_another_key_is_refused(self, now, settings):
        text = ticket(TOPIC, "person", in_minutes(60))
        settings.SECRET_KEY = "another-" + "y" * 50

        with pytest.raises(NotValid):
            read(text, at=now.timestamp())

    def test_is_no_other_signature_of_the_house(self, now):
        shape = [TOPIC, "person", int(now.timestamp()) + 60, int(now.timestamp()) + 60, True]

        for other in (signing.dumps(shape), signing.Signer().sign_object(shape)):
            with pytest.raises(NotValid):
                read(other, at=now.timestamp())

    @pytest.mark.parametrize(
        "topic", ["session", "session:", "session:4 2", "session:4\n2", ":42", "session:" + "4" * 80]
    )
    def test_is_made_for_topics_only(self, topic):
        with pytest.raises(ValueError, match="is no topic"):
            ticket(topic, "person", in_minutes(1))

    @pytest.mark.parametrize("role", ["", "Person", "a person", "person\n"])
    def test_is_made_for_roles_only(self, role):
        with pytest.raises(ValueError, match="is no role"):
            ticket(TOPIC, role, in_minutes(1))

    def test_is_short(self):
        longest = ticket("s" * 30 + ":" + "4" * 64, "r" * 30, in_minutes(60), writes=True)

        assert len(longest) <= tickets.LONGEST


class TestTheNextTicket:
    def test_lasts_ten_minutes_more_and_never_beyond_the_end(self):
        first = Ticket(TOPIC, "person", until=600, last=1000, writes=False)

        second = renewed(first, at=580, writes=True)

        assert second == Ticket(TOPIC, "person", until=1000, last=1000, writes=True)
        assert renewed(second, at=990, writes=True) is None


class TestARoom:
    def test_is_the_same_for_a_topic_and_tells_nothing_of_it(self):
        assert room(TOPIC) == room(TOPIC) != room("session:43")
        assert len(room(TOPIC)) == 16
