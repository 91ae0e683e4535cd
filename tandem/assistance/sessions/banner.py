"""On top of every page of both sides: who is here, whose hands type, how long; and beside the questions: the marks.

For whoever is in no session this costs nothing: the browser does not remember one.
"""

import contextlib
import re
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.sessions import presenters, rules, selectors, services
from tandem.assistance.sessions.browser import remembered
from tandem.assistance.sessions.enums import Hands, MarkKind, Side, State, Way
from tandem.assistance.sessions.models import AssistedSession, Mark
from tandem.assistance.sessions.refusals import AlreadyOver
from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.mandates.selectors import person_of

_NOTHING = mark_safe("")


def at_hand(request: HttpRequest) -> AssistedSession | None:
    """The session of this browser, asked for once per page."""
    # Error pages are drawn before the middleware has run, too.
    if not hasattr(request, "acting") or remembered(request) is None:
        return None
    if not hasattr(request, "_assisted"):
        request._assisted = selectors.at_hand(request, now=now())  # type: ignore[attr-defined]
    return request._assisted  # type: ignore[attr-defined]


def banner(request: HttpRequest) -> SafeString:
    session = at_hand(request)
    if session is None:
        return _NOTHING
    moment = now()
    side = selectors.side_of(session, request.acting)  # type: ignore[attr-defined]
    state = session.state(moment)
    on_his = session.way == Way.HELPER_DEVICE
    if state is State.OPEN and side is selectors.proves_on(session):
        _note_page(request, session)
    context: dict[str, Any] = {
        "session": session,
        "state": state.value,
        "is_person": side is Side.PERSON,
        "on_his": on_his,
        "is_proved": session.is_proved(moment),
        "her_hands": session.hands == Hands.PERSON,
        "may_change_hands": side is Side.PERSON or on_his,
        "writes": state is State.OPEN and not on_his and _types(session, side) and _is_shared(request, session),
        "minutes": rules.minutes_left(session.ends_at, moment) if session.ends_at else 0,
        "until": session.ends_at or session.waits_until,
        "here": request.path if request.method == "GET" else "",
        "is_watching": request.path == reverse("sessions:watch"),
        **presenters.who(session),
    }
    return render_to_string("sessions/banner.html", context, request)


def _types(session: AssistedSession, side: Side | None) -> bool:
    return (session.hands == Hands.HELPER) is (side is Side.HELPER)


def _is_shared(request: HttpRequest, session: AssistedSession) -> bool:
    """Whether this page is part of what the two do together: nothing typed on another one leaves the screen."""
    return bool(set(presenters.areas_of(request, request.path)) & set(session.areas))


def _note_page(request: HttpRequest, session: AssistedSession) -> None:
    match, acting = request.resolver_match, request.acting  # type: ignore[attr-defined]
    if match is None:
        return
    if match.namespace == "procedures" and "draft_id" in match.kwargs:
        draft_id, step = match.kwargs["draft_id"], match.kwargs.get("step_key", "")
        services.note_page(acting, session=session, draft_id=draft_id, step=step)
    elif match.namespace != "procedures" and _is_shared(request, session):
        services.note_page(acting, session=session, page=presenters.page_at(match))


def start_here(request: HttpRequest, **_facts: Any) -> SafeString:
    """On each page of a form: the one tap that begins a session, for the person who is in none; what waits for her."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        return _NOTHING
    session = at_hand(request)
    if session is None:
        return render_to_string("sessions/start_here.html", {}, request)
    marks = [one for one in _marks(request, session, _facts["draft_id"]) if one.closed_at is None]
    here = [one for one in marks if one.step == _facts["step"]]
    elsewhere = next((one for one in marks if one.kind == MarkKind.POINT and one.step != _facts["step"]), None)
    context = {"here": here, "elsewhere": elsewhere, **presenters.who(session)}
    return render_to_string("sessions/what_waits.html", context, request)


def beside_question(request: HttpRequest, *, draft_id: int, field: str, **_facts: Any) -> SafeString:
    """What the helper put beside a question, with a button to answer or to say that it was read."""
    session = at_hand(request)
    if session is None or session.state(now()) is not State.OPEN:
        return _NOTHING
    marks = [one for one in _marks(request, session, draft_id) if one.field == field]
    is_person = selectors.side_of(session, request.acting) is Side.PERSON  # type: ignore[attr-defined]
    waits = is_person and any(one.closed_at is None for one in marks)
    context = {"marks": marks, "field": field, "is_person": is_person, "waits": waits, **presenters.who(session)}
    return render_to_string("sessions/beside_question.html", context, request)


def hear_aside(request: HttpRequest, value: str) -> None:
    """A button beside a question, pressed in the form of the page: what she typed there is kept already."""
    session = at_hand(request)
    found = re.fullmatch(r"mark-([0-9]{1,18})", value)
    if session is None or found is None:
        return
    answer = request.POST.get(f"answer-{found[1]}", "")
    acting = request.acting  # type: ignore[attr-defined]
    # Pressed twice, or the page loaded once more: it is read already, and what was typed is kept.
    with contextlib.suppress(Hidden, AlreadyOver):
        services.close_mark(acting, session_id=session.pk, mark_id=int(found[1]), answer=answer, now=now())


def signing(request: HttpRequest, *, draft_id: int, seen: str, is_late: bool = False) -> SafeString:
    """On the last page of a form, on the helper's device: the person signs here, with a code of hers."""
    session = at_hand(request)
    if session is None or session.state(now()) is not State.OPEN:
        return _NOTHING
    on_his = session.way == Way.HELPER_DEVICE
    ways = selectors.ways_to_prove(session.person_id) if on_his else {}
    facts = {"draft_id": draft_id, "seen": seen, "is_late": is_late, "on_his": on_his}
    context = {"takes_sms": False, "hint": "", **ways, **facts, **presenters.who(session)}
    return render_to_string("sessions/signing.html", context, request)


def begin_beside(request: HttpRequest, *, mandate_id: int) -> SafeString:
    """On the helper's page of a mandate: begin at this screen, with the person beside him."""
    context = {"person_id": person_of(mandate_id)}
    return render_to_string("sessions/begin_beside.html", context, request)


def _marks(request: HttpRequest, session: AssistedSession, draft_id: int) -> list[Mark]:
    """One query for a whole page."""
    if not hasattr(request, "_marks"):
        request._marks = selectors.marks_on(session, draft_id)  # type: ignore[attr-defined]
    return request._marks  # type: ignore[attr-defined]
