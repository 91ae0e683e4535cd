"""Telling everybody who follows a topic, by PostgreSQL's NOTIFY: delivered on commit, forgotten on rollback."""

import json
from collections.abc import Mapping

from django.db import connection

from tandem.foundation.live import words

LONGEST = 1000  # bytes; PostgreSQL takes 8000


def publish(topic: str, kind: str, data: Mapping[str, str | int | bool | None]) -> None:
    """Tell everybody who follows `topic` that `kind` has happened, once the caller's transaction commits.

    `data` are ids and short facts, never a text that somebody wrote: it passes through the database and is seen by
    both sides. Raises ValueError for what is too long or not written as it should be.
    """
    if not words.is_topic(topic):
        raise ValueError(f"{topic!r} is no topic: it must read like 'session:42'")
    if not words.is_word(kind) or kind in words.RESERVED:
        raise ValueError(
            f"{kind!r} cannot be published: it must be a word in small letters, and none of the carrier's"
        )
    if wrong := [name for name, value in data.items() if not isinstance(value, str | int | bool | None)]:
        raise ValueError(f"{wrong[0]} is neither an id nor a short fact")
    payload = json.dumps({"topic": topic, "kind": kind, "data": dict(data)})
    if len(payload.encode()) > LONGEST:
        raise ValueError(f"the event is longer than {LONGEST} bytes: publish ids, and let the page read the rest")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [words.CHANNEL, payload])
