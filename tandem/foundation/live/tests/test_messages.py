import json

import pytest

from tandem.foundation.live import limits
from tandem.foundation.live.messages import NotUnderstood, Sent, TooLong, parse

pytestmark = pytest.mark.without_database


def body(*messages, **more) -> bytes:
    return json.dumps({"ticket": "t", "messages": list(messages), **more}).encode()


class TestABody:
    def test_is_a_ticket_and_what_was_typed(self):
        one = {"kind": "typed", "field": "wage", "shown": "1\n2"}
        other = {"kind": "page", "path": "/de/"}

        assert parse(body(one, other)) == Sent(
            "t",
            [("typed", {"field": "wage", "shown": "1\n2"}), ("page", {"path": "/de/"})],
        )

    @pytest.mark.parametrize(
        "sent",
        [
            b"",
            b"\xff",
            b"[]",
            b"[" * 100_000,
            b'{"ticket": 1, "messages": []}',
            b'{"ticket": "t", "messages": {}}',
            body(more=1),
            body(1),
            body({}),
            body({"kind": "end"}),
            body({"kind": ["typed"], "field": "a", "shown": "b"}),
            body({"kind": "typed", "field": "a"}),
            body({"kind": "typed", "field": "a", "shown": 1}),
            body({"kind": "typed", "field": "a", "shown": "b", "by": "helper"}),
        ],
    )
    def test_with_anything_else_is_not_understood(self, sent):
        with pytest.raises(NotUnderstood):
            parse(sent)

    @pytest.mark.parametrize(
        "message",
        [
            {"kind": "typed", "field": "a" * (limits.FIELD + 1), "shown": ""},
            {"kind": "typed", "field": "a", "shown": "x" * (limits.VALUE + 1)},
            {"kind": "page", "path": "/" * (limits.PATH + 1)},
        ],
    )
    def test_longer_than_anybody_types_is_refused(self, message):
        with pytest.raises(TooLong):
            parse(body(message))

    def test_with_too_many_messages_is_refused(self):
        with pytest.raises(TooLong):
            parse(body(*[{"kind": "page", "path": "/"}] * (limits.MESSAGES + 1)))
