"""The one connection to the database: what was published arrives here, for all streams of this process."""

import asyncio
import json
import time

import psycopg
import structlog
from psycopg import sql

from tandem.foundation.live import words
from tandem.foundation.live.hub import Hub

log = structlog.get_logger(__name__)

_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0  # seconds


async def listen(conninfo: str, hub: Hub) -> None:
    """Pass on what is published, for ever. A connection that breaks is opened again, and everybody is told."""
    wait = _FIRST_WAIT
    missed = False
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(words.CHANNEL)))
                hub.listening_since, wait = time.time(), _FIRST_WAIT
                if missed:
                    log.warning("live.database_back")
                    hub.miss()
                async for notify in connection.notifies():
                    _deliver(hub, notify.payload)
        except psycopg.Error as error:
            if hub.listening_since is not None or not missed:
                log.warning("live.database_lost", fault=type(error).__name__)
        finally:
            hub.listening_since = None
        missed = True
        await asyncio.sleep(wait)
        wait = min(_LONGEST_WAIT, wait * 2)


def _deliver(hub: Hub, payload: str) -> None:
    try:
        event = json.loads(payload)
        topic, kind, data = event["topic"], event["kind"], event["data"]
        valid = words.is_topic(topic) and words.is_word(kind) and isinstance(data, dict)
    except (ValueError, TypeError, KeyError):
        valid = False
    if not valid:
        # Whoever may connect to the database may send on any channel: nothing of it reaches a browser.
        log.error("live.event_not_ours")
        return
    hub.deliver(topic, kind, data)
