"""What the verbs of sessions share: the lock, the row in the ledger, the end."""

import datetime

from tandem.assistance.sessions import selectors, signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import EndReason, Side, State
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import AlreadyOver, NotThere
from tandem.assistance.sessions.wording import NOTE_END
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import file_to_act_on, record
from tandem.identity.access.types import Acting, system

# LPGA/ATSG 37 al. 1: a party may be assisted; the platform takes note of the end of it.
BY_LAW = "LPGA 37 al. 1"
# What the streams of both screens know as the end of what they follow.
END = "end"


def locked(session_id: int) -> AssistedSession:
    """The session, kept from everybody else until the transaction ends. Raises Hidden."""
    rows = AssistedSession.objects.select_for_update(of=("self",)).select_related("person").filter(pk=session_id)
    found = rows.order_by("pk").first()
    if found is None:
        raise Hidden
    return found


def entered(acting: Acting, session_id: int, now: datetime.datetime) -> tuple[AssistedSession, Side]:
    """The session, locked, and on which side of it the actor is. Raises AlreadyOver, Hidden."""
    session = locked(session_id)
    side = selectors.side_of(session, acting)
    if side is None:
        raise Hidden
    if selectors.of_actor_or_none(acting, session_id, now=now) is None:
        raise AlreadyOver
    return session, side


def opened(acting: Acting, session_id: int, now: datetime.datetime) -> tuple[AssistedSession, Side]:
    """The same for a session that has started and in which the person's presence is proved. Raises NotThere, too."""
    session, side = entered(acting, session_id, now)
    if session.state(now) is not State.OPEN or not session.is_proved(now):
        raise NotThere
    return session, side


def note(acting: Acting, verb: str, session: AssistedSession, now: datetime.datetime) -> None:
    """The row in the person's ledger. The act itself is the truth: nobody looks at anything. Raises Hidden."""
    file = file_to_act_on(acting, session.person_id, Purpose.HELP, now=now)
    record(file, verb=verb, purpose=Purpose.HELP, object_type=session._meta.label, object_id=session.pk, now=now)


def end_at_once(session: AssistedSession, reason: EndReason, *, now: datetime.datetime) -> None:
    """The session counts no more from this moment on; the row is locked by the caller.

    No code of it is left, nor where somebody was.
    """
    session.ended_at, session.end_reason = now, reason
    session.code = session.code_key = session.at_page = ""
    session.save(update_fields=["ended_at", "end_reason", "code", "code_key", "at_page"])
    publish(session.topic, END, {})
    announce(signals.session_ended, session, now)


def note_end(session: AssistedSession, now: datetime.datetime) -> None:
    """The platform's row: the end came from the helper, from a log-out, from the clock or from a mandate."""
    note(system(BY_LAW), NOTE_END, session, now)
