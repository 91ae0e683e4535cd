"""The notices of `identity`, which lies below and cannot call: each of its kinds becomes one of ours."""

import datetime
from collections.abc import Mapping
from typing import Any

from tandem.facilities.notifications.enums import Importance
from tandem.facilities.notifications.services import tell
from tandem.facilities.notifications.types import Facts, MessageKind, Words
from tandem.identity.access.types import system
from tandem.identity.people.types import NoticeKind

# Whoever works on somebody's data tells her, and keeps them safe.
REASON = "LPD 8, 19"


def kind_of_notice(notice: NoticeKind) -> MessageKind:
    """The same as a kind of messages. Each is about something of its own: a notice is never held back."""

    def words(facts: Facts) -> Words:
        said = notice.words(facts)
        return Words(subject=said.subject, paragraphs=said.paragraphs, short=said.short)

    return MessageKind(
        key=notice.key,
        purpose=notice.purpose,
        importance=Importance.URGENT if notice.is_urgent else Importance.IMPORTANT,
        words=words,
        sample=notice.sample,
        channels=notice.channels,
        each=True,
    )


def carry(kind: NoticeKind, *, person_id: int, facts: Mapping[str, Any], about: str, now: datetime.datetime) -> None:
    """See `people.registry.Carry`."""
    tell(system(REASON), person_id=person_id, kind=kind.key, facts=facts, about=f"{about} {now.isoformat()}", now=now)
