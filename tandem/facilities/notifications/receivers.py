"""News from below: how a message went that left the house."""

import datetime
from typing import Any

from tandem.facilities.notifications import selectors, services
from tandem.foundation.aside import aside
from tandem.foundation.queue import enqueue_on_commit
from tandem.identity.access.types import system

FOLLOW = "notifications.follow"


def follow(sender: object, *, outgoing_id: int, now: datetime.datetime, **_later: Any) -> None:
    """Note it in the transaction that noted how it went, and so without a job of its own; nothing for what others have
    sent. What goes wrong here must not undo that note, or a mail that was sent would be sent again: then a worker
    tries once more."""
    if not selectors.carries_a_message(outgoing_id):
        return
    noted = False
    with aside(FOLLOW):
        services.follow(system(services.ARTICLE), outgoing_id=outgoing_id, now=now)
        noted = True
    if not noted:
        enqueue_on_commit(FOLLOW, outgoing_id=outgoing_id)
