"""One state machine for all that is sent in place of a person, and what counts as her yes. No database, no clock.

Representation needs a mandate that says how far it goes (LPGA/ATSG 37); "send with your confirmation" goes no further
than her yes to this very text. The days are the house's own (ADR 0115): reminded after 3 and 10 days, then listed for
the next visit, and never taken for a yes.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from tandem.assistance.confirmations.enums import HERS, Channel, Event, Flaw, State
from tandem.assistance.confirmations.types import Evidence, Question
from tandem.foundation.clock import day_of

REMIND_AFTER = (datetime.timedelta(days=3), datetime.timedelta(days=10))
# How long a question on a phone may be answered, and a sheet be signed.
SMS_WITHIN = datetime.timedelta(days=3)
PAPER_WITHIN = datetime.timedelta(days=30)
# From so many days before the last day on, both sides are told what happens when it passes.
DUE_SOON = 5

OPEN = (State.ASKED, State.UNCONFIRMED)
FINAL = (State.CONFIRMED, State.SENT, State.REFUSED, State.CHANGED, State.DROPPED)

TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.ASKED, Event.REMIND): State.ASKED,
    (State.ASKED, Event.LIST): State.UNCONFIRMED,
    (State.ASKED, Event.CONFIRM): State.CONFIRMED,
    (State.UNCONFIRMED, Event.CONFIRM): State.CONFIRMED,
    (State.ASKED, Event.REFUSE): State.REFUSED,
    (State.UNCONFIRMED, Event.REFUSE): State.REFUSED,
    (State.ASKED, Event.CHANGE): State.CHANGED,
    (State.UNCONFIRMED, Event.CHANGE): State.CHANGED,
    (State.ASKED, Event.DROP): State.DROPPED,
    (State.UNCONFIRMED, Event.DROP): State.DROPPED,
}


def after(state: State, event: Event) -> State | None:
    """The state that follows; None where the event cannot happen. Time alone never leads to "confirmed"."""
    return TRANSITIONS.get((state, event))


def flaw_of(evidence: Evidence, question: Question) -> Flaw | None:
    """What keeps `evidence` from being a yes to `question`; None when it is one."""
    if evidence.channel not in HERS or evidence.channel not in question.channels:
        return Flaw.NOT_ASKED
    if evidence.text_hash != question.text_hash:
        return Flaw.OTHER_TEXT
    if not evidence.is_hers:
        return Flaw.NOT_PROVED
    if evidence.received_at < question.asked_at:
        return Flaw.TOO_EARLY
    if evidence.channel is Channel.PAPER:
        return _flaw_of_signature(evidence, question)
    return None


def _flaw_of_signature(evidence: Evidence, question: Question) -> Flaw | None:
    if evidence.signed_on is None:
        return Flaw.NOT_PROVED
    if evidence.signed_on < day_of(question.asked_at):
        return Flaw.TOO_EARLY
    if evidence.signed_on > day_of(evidence.received_at):
        return Flaw.SIGNED_TOMORROW
    return Flaw.TOO_LATE if evidence.received_at >= question.asked_at + PAPER_WITHIN else None


def reminders_due(asked_at: datetime.datetime, now: datetime.datetime) -> int:
    """How many of the two reminders have come due."""
    return sum(now >= asked_at + wait for wait in REMIND_AFTER)


def is_due_soon(due_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether the last day in time is near, or over."""
    return due_on is not None and (due_on - today).days <= DUE_SOON


def fingerprint(text: Mapping[str, Any], seen: str) -> bytes:
    """SHA-256 (32 bytes) over the canonical JSON of what she reads: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps({"seen": seen, "text": text}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
