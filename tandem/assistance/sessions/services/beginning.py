"""How two people meet: she asks, he comes, she lets him in; or he asks, and she proves that she is there."""

import datetime
from collections.abc import Collection

from django.db import IntegrityError, transaction

from tandem.assistance.sessions import codes, rules, selectors, signals
from tandem.assistance.sessions.announce import announce
from tandem.assistance.sessions.enums import EndReason, Side, State, Way
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import (
    AlreadyOver,
    ConflictOfInterest,
    NoMandate,
    NotAHelper,
    NothingChosen,
    NothingToProveWith,
    OwnSession,
    TooManySessions,
    WrongMeetingCode,
)
from tandem.assistance.sessions.steps import end_at_once, entered, note, note_end
from tandem.assistance.sessions.wording import ACCEPT, DECLINE, START, START_BESIDE
from tandem.foundation.limits.attempts import Limit, TooManyAttempts
from tandem.foundation.live import publish
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.mandates.enums import AREAS
from tandem.identity.mandates.selectors import decides_about, helper_kind, named_in
from tandem.identity.presence_codes.selectors import counts_for, next_number

_HOUR = datetime.timedelta(hours=1)
# Five guesses an hour among a million codes, from an account known by name, and the person still has to say yes.
WRONG_CODES = Limit("sessions.join", attempts=5, window=_HOUR)
BEGUN = Limit("sessions.start", attempts=20, window=_HOUR)
_TRIES = 5


def start(acting: Acting, *, way: Way, areas: Collection[Purpose], now: datetime.datetime) -> AssistedSession:
    """She wants to do it together: a session that waits for a helper, with the code that lets one ask to join.

    `acting` is the person herself. A session that was open before ends. Not within a transaction. Raises
    NothingChosen, TooManySessions, Hidden.
    """
    if acting.capacity is not Capacity.SELF or acting.person_id is None or way is Way.HELPER_DEVICE:
        raise Hidden
    _require_areas(areas)
    _claim_a_session(acting.person_id, now)
    for _number in range(_TRIES):
        code = codes.new_code()
        try:
            with transaction.atomic():
                _end_the_one_before(acting.person_id, now)
                session = AssistedSession.objects.create(
                    person_id=acting.person_id,
                    way=way,
                    areas=[area.value for area in AREAS if area in areas],
                    opened_at=now,
                    waits_until=now + rules.WAITS,
                    code=code,
                    code_key=codes.key_of(code),
                )
                note(acting, START, session, now)
        except IntegrityError:
            continue  # this very code waits somewhere else, or she pressed twice
        return session
    raise TooManySessions


def start_beside(
    acting: Acting, *, person_id: int, areas: Collection[Purpose], now: datetime.datetime
) -> AssistedSession:
    """A helper begins on his own device, beside a person of whom he holds a mandate, whatever it reaches.

    Nothing is opened by it: the person proves first that she is there (`prove_presence`). Not within a transaction.
    Raises NothingChosen, NoMandate, NothingToProveWith, ConflictOfInterest, TooManySessions.
    """
    mandate = named_in(acting, person_id, now=now)
    if mandate is None or acting.user_id is None:
        raise NoMandate
    if decides_about(acting.user_id, person_id, now):
        raise ConflictOfInterest
    if counts_for(person_id) and next_number(person_id) is None:
        raise NothingToProveWith
    _require_areas(areas)
    _claim_a_session(person_id, now)
    with transaction.atomic():
        _end_the_one_before(person_id, now)
        session = AssistedSession.objects.create(
            person_id=person_id,
            helper_id=acting.user_id,
            organisation_id=acting.organisation_id,
            mandate_id=mandate,
            way=Way.HELPER_DEVICE,
            areas=[area.value for area in AREAS if area in areas],
            opened_at=now,
            joined_at=now,
            waits_until=now + rules.WAITS,
        )
        note(acting, START_BESIDE, session, now)
    return session


def join(acting: Acting, *, code: str, now: datetime.datetime) -> AssistedSession:
    """A helper asks to join with the code on the person's screen. It opens once, and nothing before she says yes.

    The attempt is counted before the code is looked at, and stays counted: not within a transaction. Raises
    NotAHelper, WrongMeetingCode, TooManyAttempts, OwnSession, ConflictOfInterest.
    """
    helper = acting.user_id
    if acting.capacity is not Capacity.HELPER or helper is None:
        raise NotAHelper
    if helper_kind(helper, acting.organisation_id, now) is None:
        raise NotAHelper
    with transaction.atomic(durable=True):
        wait = WRONG_CODES.claim(str(helper), now=now)
    if wait:
        raise TooManyAttempts(wait)
    try:
        key = codes.key_of(rules.typed_digits(code))
    except ValueError:
        raise WrongMeetingCode from None
    with transaction.atomic():
        rows = AssistedSession.objects.select_for_update(of=("self",)).select_related("person")
        session = rows.filter(code_key=key).order_by("pk").first()
        if session is None or session.state(now) is not State.WAITING:
            raise WrongMeetingCode
        if session.person.user_id == helper:
            raise OwnSession
        if decides_about(helper, session.person_id, now):
            raise ConflictOfInterest
        session.helper_id, session.organisation_id = helper, acting.organisation_id
        session.mandate_id = named_in(acting, session.person_id, now=now)
        session.joined_at, session.waits_until = now, now + rules.WAITS
        session.code = session.code_key = ""
        session.save()
        publish(session.topic, "joined_by", {})
        announce(signals.session_changed, session, now)
    WRONG_CODES.forget(str(helper))
    return session


@transaction.atomic
def accept(acting: Acting, *, session_id: int, now: datetime.datetime) -> AssistedSession:
    """She has seen who wants to join, and lets him in; her own log-in and her own tap prove that she is there.

    Raises AlreadyOver, ConflictOfInterest, Hidden.
    """
    session, side = entered(acting, session_id, now)
    if side is not Side.PERSON or session.helper_id is None or session.way == Way.HELPER_DEVICE:
        raise Hidden
    if session.state(now) is not State.ASKING:
        raise AlreadyOver
    if selectors.decides(session, now=now):
        raise ConflictOfInterest
    session.started_at = session.presence_proved_at = session.active_at = now
    session.ends_at = now + rules.LASTS
    session.save(update_fields=["started_at", "presence_proved_at", "active_at", "ends_at"])
    note(acting, ACCEPT, session, now)
    publish(session.topic, "started", {})
    announce(signals.session_started, session, now)
    return session


@transaction.atomic
def decline(acting: Acting, *, session_id: int, now: datetime.datetime) -> None:
    """She does not know who wants to join, or has changed her mind. Raises AlreadyOver, Hidden."""
    session, side = entered(acting, session_id, now)
    if side is not Side.PERSON:
        raise Hidden
    if session.state(now) is not State.ASKING:
        raise AlreadyOver
    note(acting, DECLINE, session, now)
    end_at_once(session, EndReason.DECLINED, now=now)


def _require_areas(areas: Collection[Purpose]) -> None:
    if not areas or not set(areas) <= set(AREAS):
        raise NothingChosen


def _claim_a_session(person_id: int, now: datetime.datetime) -> None:
    with transaction.atomic(durable=True):
        wait = BEGUN.claim(str(person_id), now=now)
    if wait:
        raise TooManySessions


def _end_the_one_before(person_id: int, now: datetime.datetime) -> None:
    """A person is in one session at a time; one whose end nobody has noted yet ends here."""
    rows = AssistedSession.objects.open().select_for_update(of=("self",)).filter(person_id=person_id)
    for before in rows.order_by("pk"):
        over = before.state(now) is State.OVER
        reason = (EndReason.TIME if before.started_at else EndReason.NOBODY) if over else EndReason.REPLACED
        end_at_once(before, reason, now=now)
        note_end(before, now)
