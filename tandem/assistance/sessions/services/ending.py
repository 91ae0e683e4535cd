"""The end of a session, from either side or from the clock. It takes effect with the transaction."""

import datetime

from django.db import transaction

from tandem.assistance.sessions import selectors
from tandem.assistance.sessions.enums import EndReason, Side
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.steps import end_at_once, entered, locked, note, note_end
from tandem.assistance.sessions.wording import END
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.mandates.selectors import still_names


@transaction.atomic
def end(acting: Acting, *, session_id: int, now: datetime.datetime) -> None:
    """Either side ends it, at once, whatever state it is in. Raises AlreadyOver, Hidden."""
    session, side = entered(acting, session_id, now)
    if side is Side.PERSON:
        note(acting, END, session, now)
    else:
        note_end(session, now)
    end_at_once(session, EndReason.PERSON if side is Side.PERSON else EndReason.HELPER, now=now)


@transaction.atomic
def end_at_log_out(acting: Acting, *, session_id: int, now: datetime.datetime) -> bool:
    """Whoever logs out leaves: returns whether a session ended by it. `acting` is who she was until now."""
    session = locked_or_none(session_id)
    if session is None or session.ended_at is not None or selectors.side_of(session, acting) is None:
        return False
    end_at_once(session, EndReason.LOG_OUT, now=now)
    note_end(session, now)
    return True


@transaction.atomic
def end_of_mandate(acting: Acting, *, mandate_id: int, now: datetime.datetime) -> int:
    """A mandate ended, or names somebody no more: so do the sessions that its helpers are in. Returns their number.

    They open nothing already, because each request asks. This tells both screens.
    """
    rows = AssistedSession.objects.open().select_for_update(of=("self",)).filter(mandate_id=mandate_id)
    ended = 0
    for session in rows.order_by("pk"):
        if session.helper_id is None or not still_names(mandate_id, session.helper_id, now=now):
            end_at_once(session, EndReason.MANDATE, now=now)
            note_end(session, now)
            ended += 1
    return ended


@transaction.atomic
def close_over(acting: Acting, *, now: datetime.datetime) -> int:
    """Note the end of sessions whose time has passed; returns their number."""
    rows = AssistedSession.objects.over_at(now).select_for_update(of=("self",), skip_locked=True)
    over = list(rows.order_by("pk"))
    for session in over:
        end_at_once(session, EndReason.TIME if session.started_at else EndReason.NOBODY, now=now)
        note_end(session, now)
    return len(over)


def locked_or_none(session_id: int) -> AssistedSession | None:
    try:
        return locked(session_id)
    except Hidden:
        return None
