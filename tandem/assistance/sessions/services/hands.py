"""Whose hands type: one button each."""

import datetime

from django.db import transaction

from tandem.assistance.sessions import signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import Hands, Side, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.steps import entered, note, opened
from tandem.assistance.sessions.wording import HAND_OVER, TAKE_BACK
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


@transaction.atomic
def hand_over(acting: Acting, *, session_id: int, now: datetime.datetime) -> AssistedSession:
    """The helper types from now on, while she watches. She decides, on whichever screen is hers.

    Raises NotThere, AlreadyOver; Hidden for a helper who would take them himself.
    """
    session, side = opened(acting, session_id, now)
    if side is Side.HELPER and session.way != Way.HELPER_DEVICE:
        raise Hidden
    return _change(acting, session, Hands.HELPER, HAND_OVER, now)


@transaction.atomic
def take_back(acting: Acting, *, session_id: int, now: datetime.datetime) -> AssistedSession:
    """Her own hands type again: she takes them back, or he gives them back. Raises AlreadyOver, Hidden."""
    session, _side = entered(acting, session_id, now)
    return _change(acting, session, Hands.PERSON, TAKE_BACK, now)


def _change(
    acting: Acting, session: AssistedSession, hands: Hands, verb: str, now: datetime.datetime
) -> AssistedSession:
    if session.hands != hands:
        # While it is open: the session itself is what allows a helper this row.
        if session.is_proved(now):
            note(acting, verb, session, now)
        session.hands = hands
        session.save(update_fields=["hands"])
        publish(session.topic, "hands", {"hands": hands.value})
        announce(signals.session_changed, session, now)
    return session
