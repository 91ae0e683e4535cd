"""On top of every page of both sides: who is here, whose hands type, how long; and beside the fields: the marks.

For whoever is in no session this costs nothing: the browser does not remember one.
"""

import contextlib
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.sessions import places, presenters, rules, selectors, services
from tandem.assistance.sessions.browser import remembered
from tandem.assistance.sessions.enums import Hands, Side, State, Way
from tandem.assistance.sessions.models import AssistedSession, Mark
from tandem.assistance.sessions.refusals import AlreadyOver
from tandem.foundation import shared_pages
from tandem.foundation.clock import now
from tandem.foundation.forms.drawing import group
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
        "here": request.get_full_path() if request.method == "GET" else "",
        "is_watching": request.path == reverse("sessions:watch"),
        **(_waits(request, session) if side is Side.PERSON and state is State.OPEN and not on_his else {}),
        **presenters.who(session),
    }
    return render_to_string("sessions/banner.html", context, request)


def _types(session: AssistedSession, side: Side | None) -> bool:
    return (session.hands == Hands.HELPER) is (side is Side.HELPER)


def _is_shared(request: HttpRequest, session: AssistedSession) -> bool:
    """Whether this page is part of what the two do together: nothing typed on another one leaves the screen."""
    if not hasattr(request, "_shared"):
        request._shared = bool(set(presenters.areas_of(request, request.path)) & set(session.areas))  # type: ignore[attr-defined]
    return request._shared  # type: ignore[attr-defined]


def _note_page(request: HttpRequest, session: AssistedSession) -> None:
    """Where she is counts as far as the two do it together; of a form the gate tells when it is looked at."""
    page, match = places.where(request), request.resolver_match
    if page and match and (match.namespace == places.FORMS or _is_shared(request, session)):
        services.note_page(request.acting, session=session, page=places.with_query(request, page))  # type: ignore[attr-defined]


def _waits(request: HttpRequest, session: AssistedSession) -> dict[str, Any]:
    """What he put on this page and she has not read, what has no place beside its field, and what waits elsewhere."""
    page = places.where(request)
    known = shared_pages.page(request.resolver_match.view_name) if request.resolver_match else None
    marks = _marks(request, session)
    labels: Mapping[str, Any] = known.fields if known else {}
    here = [one for one in marks if one.page == page]
    elsewhere = {one.page: one for one in reversed(marks) if one.closed_at is None and one.page != page}
    return {
        "waiting": [_named(one, labels) for one in here if one.closed_at is None],
        "apart": [] if _has_place(request) else [_named(one, labels) for one in here],
        "back": request.get_full_path(),
        "elsewhere": [
            {"url": f"{places.address(one.page)}#mark-{one.pk}", "title": places.title_of(one.page)}
            for one in elsewhere.values()
        ],
    }


def _named(mark: Mark, labels: Mapping[str, Any]) -> dict[str, Any]:
    return {"mark": mark, "marks": [mark], "label": labels.get(mark.field, "")}


def _has_place(request: HttpRequest) -> bool:
    """Whether the form of this page lets something stand beside its fields."""
    match = request.resolver_match
    if match is None:
        return False
    if match.namespace == places.FORMS:
        return "step_key" in match.kwargs
    known = shared_pages.page(match.view_name)
    return known is not None and known.has_place


def start_here(request: HttpRequest, **_facts: Any) -> SafeString:
    """On each page of a form: the one tap that begins a session, for the person who is in none."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF or at_hand(request) is not None:
        return _NOTHING
    return render_to_string("sessions/start_here.html", {}, request)


def beside_fields(request: HttpRequest, *, form: BaseForm) -> SafeString:
    """In a form that both see: what he put beside each field is drawn with it, what is about the page comes first.

    A page of the engine has a frame around each question already. Nothing for whoever is in no session.
    """
    session = at_hand(request)
    if session is None or session.state(now()) is not State.OPEN or session.way == Way.HELPER_DEVICE:
        return _NOTHING
    if selectors.side_of(session, request.acting) is not Side.PERSON or not _is_shared(request, session):  # type: ignore[attr-defined]
        return _NOTHING
    page, who = places.where(request), presenters.who(session)
    marks = [one for one in _marks(request, session) if one.page == page]
    is_framed = request.resolver_match is not None and request.resolver_match.namespace == places.FORMS
    for name, field in form.fields.items():
        if not shared_pages.is_private(field):
            field.template_name = "sessions/field.html"  # type: ignore[attr-defined]
            field.beside = _drawn(name, marks, who)  # type: ignore[attr-defined]
            field.is_framed = is_framed  # type: ignore[attr-defined]
            field.draw = functools.partial(_as_ever, form[name])  # type: ignore[attr-defined]
    # Return in a field goes on as without a helper: the first button of the form is this one.
    return format_html('<button type="submit" hidden></button>{}', _drawn("", marks, who))


def _as_ever(field: BoundField) -> SafeString:
    return mark_safe(group(field))  # noqa: S308 - escaped where it is drawn


def _drawn(field: str, marks: Sequence[Mark], who: dict[str, str]) -> SafeString:
    """The place beside a field; it is there also while it is empty, for what comes while she looks."""
    here = [one for one in marks if one.field == field]
    inside = render_to_string("sessions/marks.html", {"marks": here, **who}) if here else _NOTHING
    return format_html('<div data-live-region="marks-{}">{}</div>', field, inside)


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


def only_she(request: HttpRequest) -> SafeString:
    """Where something is sent, on the helper's own screen: she does it on hers."""
    session = at_hand(request)
    if session is None or session.state(now()) is not State.OPEN:
        return _NOTHING
    return render_to_string("sessions/only_she.html", presenters.who(session), request)


def begin_beside(request: HttpRequest, *, mandate_id: int) -> SafeString:
    """On the helper's page of a mandate: begin at this screen, with the person beside him."""
    context = {"person_id": person_of(mandate_id)}
    return render_to_string("sessions/begin_beside.html", context, request)


def _marks(request: HttpRequest, session: AssistedSession) -> list[Mark]:
    """One query for a whole page."""
    if not hasattr(request, "_marks"):
        request._marks = selectors.marks_in(session)  # type: ignore[attr-defined]
    return request._marks  # type: ignore[attr-defined]
