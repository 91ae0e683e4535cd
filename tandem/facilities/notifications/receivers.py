"""News from below: how a message went that left the house."""

from typing import Any

from tandem.facilities.notifications import selectors
from tandem.foundation.queue import enqueue_on_commit

FOLLOW = "notifications.follow"


def follow(sender: object, *, outgoing_id: int, **_later: Any) -> None:
    """Ask for the next step, in the transaction that noted the last one; nothing for what others have sent."""
    if selectors.carries_a_message(outgoing_id):
        enqueue_on_commit(FOLLOW, outgoing_id=outgoing_id)
