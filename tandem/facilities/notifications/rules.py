"""Which channel comes next, how long a message may wait unread, what a stranger may see of it. No database."""

import datetime
from collections.abc import Collection, Sequence

from tandem.facilities.notifications.enums import Importance
from tandem.foundation.sending import rules as sending
from tandem.identity.people.enums import Channel

# No second message of a kind within this time, except after a failure.
REST = datetime.timedelta(hours=24)
# How long a message waits on her pages, unread, before the next channel carries it. None: as long as she likes.
PATIENCE: dict[Importance, datetime.timedelta | None] = {
    Importance.INFORMATION: None,
    Importance.IMPORTANT: datetime.timedelta(hours=24),
    Importance.URGENT: datetime.timedelta(0),
}


def route(
    order: Sequence[Channel],
    *,
    allowed: Collection[Channel],
    tried: Collection[Channel],
    importance: Importance,
    has_address: bool,
) -> list[Channel]:
    """The channels still to try, the first one first: in her order, each once.

    What must not be lost is put into her letter box in the end, even if she has not named letters.
    """
    last = [Channel.LETTER] if has_address and importance is not Importance.INFORMATION else []
    return [channel for channel in dict.fromkeys([*order, *last]) if channel in allowed and channel not in tried]


def patience(importance: Importance) -> datetime.timedelta | None:
    """How long to wait for her to read it on her pages; None for ever."""
    return PATIENCE[importance]


def check_outside(*, subject: str, text: str, sms: str) -> None:
    """Raises Unsendable when somebody who glances at a locked screen would learn of a benefit.

    The subject, the first signs of the mail, and the whole SMS.
    """
    sending.check_mail(subject, text)
    sending.check_sms(sms)
