"""Questions about sessions: which one this browser is in, and what each side may know of it."""

import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from tandem.assistance.sessions import places, rules
from tandem.assistance.sessions.browser import remembered
from tandem.assistance.sessions.enums import Hands, MarkKind, Side, State, Way
from tandem.assistance.sessions.models import AssistedSession, AssistedSessionQuerySet, Mark
from tandem.assistance.sessions.types import Ending, Shown
from tandem.eservices.procedures.selectors import draft_of
from tandem.foundation import shared_pages
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import AuthorityKind, Capacity, Presence
from tandem.identity.access.types import Acting, Authority, Beside
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.selectors import hint, hint_of, ways_of
from tandem.identity.mandates.selectors import decides_about, named_in, still_names
from tandem.identity.people.selectors import account_of_person
from tandem.identity.presence_codes import selectors as printed


def current(request_or_acting: HttpRequest | Acting, *, now: datetime.datetime) -> AssistedSession | None:
    """The started session of this browser, at no query for whoever is in none.

    Every call asks the database: an end on the other side, a mandate taken back and a minute too many all count at
    once.
    """
    acting = request_or_acting if isinstance(request_or_acting, Acting) else request_or_acting.acting  # type: ignore[attr-defined]
    if acting.session_id is None:
        return None
    session = of_actor_or_none(acting, acting.session_id, now=now)
    return session if session is not None and session.state(now) is State.OPEN else None


def at_hand(request: HttpRequest, *, now: datetime.datetime) -> AssistedSession | None:
    """The same, also while somebody is still waited for."""
    number = remembered(request)
    return of_actor_or_none(request.acting, number, now=now) if number is not None else None  # type: ignore[attr-defined]


def of_actor(acting: Acting, session_id: int, *, now: datetime.datetime) -> AssistedSession:
    """A session that is not over, for either of its two sides. Raises Hidden for everybody else."""
    found = of_actor_or_none(acting, session_id, now=now)
    if found is None:
        raise Hidden
    return found


def side_of(session: AssistedSession, acting: Acting) -> Side | None:
    """On which side of a session somebody is; None for who has no part in it, in the hat she wears."""
    if acting.capacity is Capacity.SELF and acting.person_id == session.person_id:
        return Side.PERSON
    helper = (session.helper_id, session.organisation_id)
    if acting.capacity is Capacity.HELPER and (acting.user_id, acting.organisation_id) == helper:
        return Side.HELPER
    return None


def presence_in(session: AssistedSession, side: Side, *, now: datetime.datetime) -> Presence:
    """How an act of this side in a started session comes about at this moment."""
    return rules.presence_of(Way(session.way), Hands(session.hands), side, proved=session.is_proved(now))


def beside(session: AssistedSession, acting: Acting, *, now: datetime.datetime) -> Beside:
    """What a browser of one of its two sides shares at this moment. A helper's acts outside her file are his own."""
    side = side_of(session, acting)
    return Beside(session.pk, presence_in(session, side, now=now) if side is Side.PERSON else acting.presence)


def authority_in(session: AssistedSession, *, now: datetime.datetime) -> Authority:
    """What the session lets its helper do in its areas, while the person's presence is proved."""
    way, hands = Way(session.way), Hands(session.hands)
    return Authority(
        AuthorityKind.SESSION,
        str(session.pk),
        rules.reach_of(way, hands),
        presence=rules.presence_of(way, hands, Side.HELPER, proved=True),
    )


def proves_on(session: AssistedSession) -> Side:
    """On whose screen the person proves that she is there."""
    return Side.HELPER if session.way == Way.HELPER_DEVICE else Side.PERSON


def ending(session_id: int) -> Ending:
    """What there was, for whoever keeps a log of help: read once it has ended. Raises LookupError."""
    row = AssistedSession.objects.filter(pk=session_id).order_by("pk").first()
    if row is None:
        raise LookupError(session_id)
    return Ending(
        session_id=row.pk,
        person_id=row.person_id,
        helper_id=row.helper_id,
        organisation_id=row.organisation_id,
        way=Way(row.way),
        hands=Hands(row.hands),
        areas=tuple(row.areas),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def marks_in(session: AssistedSession) -> list[Mark]:
    """What the helper put beside fields in this session and is not read yet, and answers; the oldest first."""
    return list(session.marks.filter(Q(closed_at=None) | Q(kind=MarkKind.QUESTION)).order_by("pk"))


def shown(acting: Acting, session: AssistedSession, page: str, *, now: datetime.datetime) -> Shown | None:
    """A page as far as the two do it together; None for one that is not part of it. A form passes the gate."""
    page = page.partition("?")[0]
    match = places.match_of(page)
    if match is None:
        return None
    if match.namespace == places.FORMS:
        return _shown_form(acting, session, page, match.kwargs.get("draft_id"), now)
    purpose = rules.purpose_of(match.namespace)
    if purpose is None or not rules.covers(session.areas, purpose):
        return None
    known = shared_pages.page(match.view_name)
    return Shown(page=page, purpose=purpose, fields=dict.fromkeys(known.fields if known else (), page), known=known)


def _shown_form(
    acting: Acting, session: AssistedSession, page: str, draft_id: int | None, now: datetime.datetime
) -> Shown | None:
    if draft_id is None:
        return None
    try:
        sheet = draft_of(acting, draft_id, now=now)
    except (Hidden, Refusal):
        return None
    purpose = sheet.procedure.purpose
    if sheet.draft.person_id != session.person_id or not rules.covers(session.areas, purpose):
        return None
    fields = {name: places.step_of(draft_id, step.key) for step in sheet.steps for name in step.fields}
    return Shown(page=page, purpose=purpose, fields=fields, sheet=sheet)


def may_begin_beside(acting: Acting, person_id: int, *, now: datetime.datetime) -> bool:
    """Whether a helper holds a mandate of this person, whatever it reaches."""
    return named_in(acting, person_id, now=now) is not None


def decides(session: AssistedSession, *, now: datetime.datetime) -> bool:
    """Whether its helper works where the person's benefits are decided on."""
    return session.helper_id is not None and decides_about(session.helper_id, session.person_id, now)


def with_names(rows: AssistedSessionQuerySet) -> AssistedSessionQuerySet:
    return rows.select_related("person", "helper", "organisation")


def of_actor_or_none(acting: Acting, session_id: int, *, now: datetime.datetime) -> AssistedSession | None:
    """The same, None instead of a refusal."""
    session = with_names(AssistedSession.objects.open()).filter(pk=session_id).order_by("pk").first()
    if session is None or side_of(session, acting) is None or session.state(now) is State.OVER:
        return None
    if session.mandate_id is not None and session.helper_id is not None:
        return session if still_names(session.mandate_id, session.helper_id, now=now) else None
    return session


def ways_to_prove(person_id: int) -> dict[str, Any]:
    """With what she can prove that she is there: by typing a code, with a key, or with nothing yet.

    `hint` says which code: those of a printed list are asked for by their number.
    """
    account = account_of_person(person_id)
    if account is None or printed.counts_for(person_id):
        number = printed.next_number(person_id)
        found = {Factor.LIST} if number else set()
        said = hint(number, only_list=True)
    else:
        ways = ways_of(account)
        found = {way.factor for way in ways}
        said = hint_of(ways)
    return {
        "may_prove": bool(found - {Factor.RECOVERY}),
        "types_codes": bool(found - {Factor.KEY}),
        "takes_sms": Factor.SMS in found,
        "has_key": Factor.KEY in found,
        "hint": said,
    }
