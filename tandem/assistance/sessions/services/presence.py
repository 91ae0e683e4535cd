"""That the person is there: proved with a factor of hers, and worth as long as there is a sign of her."""

import datetime
from typing import Any

from django.db import transaction

from tandem.assistance.sessions import rules, selectors, signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import Side, State, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.proof import check_her_factor, her_account
from tandem.assistance.sessions.refusals import ConflictOfInterest
from tandem.assistance.sessions.steps import entered, note, opened
from tandem.assistance.sessions.wording import PROLONG, PROVE
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.factors import services as factors
from tandem.identity.factors.types import Proof

# Each request is a sign; one row a minute is enough to know of it.
_NOTED_EVERY = datetime.timedelta(minutes=1)


def note_sign(acting: Acting, *, session: AssistedSession, now: datetime.datetime) -> None:
    """The side on which the person is has done something. A presence that has lapsed does not come back by it."""
    if selectors.side_of(session, acting) is not selectors.proves_on(session) or session.active_at is None:
        return
    if now - session.active_at < _NOTED_EVERY or not session.is_proved(now):
        return
    # Two requests at once write the same minute; one that came to an end meanwhile stays as it ended.
    AssistedSession.objects.open().filter(pk=session.pk, active_at__lt=now).update(active_at=now)
    session.active_at = now


def prove_presence(
    acting: Acting, *, session_id: int, now: datetime.datetime, code: str = "", credential: str = ""
) -> AssistedSession:
    """The person proves with a `code` of her second factor, or a key (`credential`, JSON), that she is there.

    On her own screen, or on the helper's where the session is on his device: there it also starts the session, and
    gives it 60 minutes from now. Her password is never asked. Not within a transaction: a wrong code stays counted.
    Raises NoAccount, ConflictOfInterest, AlreadyOver, Hidden, and of `factors` WrongCode, TooManyAttempts, WrongKey,
    CopiedKey.
    """
    session = selectors.of_actor(acting, session_id, now=now)
    _require_her_screen(session, acting)
    if selectors.decides(session, now=now):
        raise ConflictOfInterest
    check_her_factor(session, proof=Proof(code=code, credential=credential), now=now)
    return _proved(acting, session_id, now)


@transaction.atomic
def prolong(acting: Acting, *, session_id: int, now: datetime.datetime) -> AssistedSession:
    """60 minutes from now, by her tap on her own screen. On the helper's device, her proof does it.

    Raises NotThere, AlreadyOver, Hidden.
    """
    session, side = opened(acting, session_id, now)
    if side is not Side.PERSON:
        raise Hidden
    session.active_at, session.ends_at = now, now + rules.LASTS
    session.save(update_fields=["active_at", "ends_at"])
    note(acting, PROLONG, session, now)
    publish(session.topic, "presence", {})
    announce(signals.session_changed, session, now)
    return session


def send_code(acting: Acting, *, session_id: int, now: datetime.datetime) -> None:
    """Send a code to the person's phone, so that she can type it. Raises what `factors.send_code` raises, Hidden."""
    session = selectors.of_actor(acting, session_id, now=now)
    _require_her_screen(session, acting)
    factors.send_code(VISITOR, user_id=her_account(session), now=now)


def ask_key_of_person(acting: Acting, *, session_id: int, now: datetime.datetime) -> dict[str, Any]:
    """What the page gives to the browser so that one of the person's keys signs. Raises Hidden, NoAccount."""
    session = selectors.of_actor(acting, session_id, now=now)
    _require_her_screen(session, acting)
    return factors.ask_key(VISITOR, user_id=her_account(session))


@transaction.atomic
def _proved(acting: Acting, session_id: int, now: datetime.datetime) -> AssistedSession:
    session, _side = entered(acting, session_id, now)
    starts = session.state(now) is State.ASKING
    session.presence_proved_at = session.active_at = now
    if starts:
        session.started_at = now
    if starts or session.way == Way.HELPER_DEVICE:
        session.ends_at = now + rules.LASTS
    session.save(update_fields=["presence_proved_at", "active_at", "started_at", "ends_at"])
    note(acting.beside(selectors.beside(session, acting, now=now)), PROVE, session, now)
    publish(session.topic, "started" if starts else "presence", {})
    announce(signals.session_started if starts else signals.session_changed, session, now)
    return session


def _require_her_screen(session: AssistedSession, acting: Acting) -> None:
    """She proves on the screen that she sits at. On her own, letting him in comes first. Raises Hidden."""
    if selectors.side_of(session, acting) is not selectors.proves_on(session):
        raise Hidden
    if session.way != Way.HELPER_DEVICE and session.started_at is None:
        raise Hidden
