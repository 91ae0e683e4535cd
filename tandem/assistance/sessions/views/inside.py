"""Inside a session: what the helper sees, whose hands type, marks beside questions, the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.assistance.sessions import presenters, selectors, services
from tandem.assistance.sessions.browser import forget
from tandem.assistance.sessions.enums import Hands, MarkKind, Side, State, Way
from tandem.assistance.sessions.forms import WordsForm
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.views._common import back_to, in_session, verb
from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden


@never_cache
@require_safe
@in_session
def watch(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """What the person has open, as far as the two do it together: to watch, to point, to say something."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if selectors.side_of(session, acting) is not Side.HELPER:
        return redirect("sessions:waiting")
    is_open = session.state(moment) is State.OPEN
    on_his = session.way == Way.HELPER_DEVICE
    if on_his and not (is_open and session.is_proved(moment)):
        return redirect("sessions:presence")
    shown = None
    if is_open and session.is_proved(moment):
        shown = selectors.shown(acting, session, session.at_page, now=moment)
    context: dict[str, Any] = {
        "session": session,
        "is_open": is_open,
        "is_proved": session.is_proved(moment),
        "on_his": on_his,
        "types": on_his or session.hands == Hands.HELPER,
        "areas": presenters.area_labels(session),
        "forms": presenters.forms_of(session) if is_open and on_his else [],
        "kinds": MarkKind,
        "page": presenters.watched(request, session, shown) if shown else None,
        **presenters.who(session),
    }
    return render(request, "sessions/watch.html", context)


@require_POST
@in_session
def hands(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """One button each: hand them over, take them back."""
    acting = request.acting  # type: ignore[attr-defined]
    change = services.hand_over if request.POST.get("to") == Hands.HELPER else services.take_back
    verb(request, lambda: change(acting, session_id=session.pk, now=now()))
    return back_to(request, session)


@require_POST
@in_session
def prolong(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    verb(
        request,
        lambda: services.prolong(acting, session_id=session.pk, now=now()),
        _("You have 60 minutes again."),
    )
    return back_to(request, session)


@require_POST
@in_session
def end(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """At once, whoever ends it."""
    acting = request.acting  # type: ignore[attr-defined]
    side = selectors.side_of(session, acting)
    sentence = _("The session has ended. Everything that was written is kept.")
    if verb(request, lambda: services.end(acting, session_id=session.pk, now=now()), sentence):
        forget(request)
    if side is Side.HELPER:
        return redirect("homes:home")
    return back_to(request, session)


@require_POST
@in_session
def mark(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """The helper points, leaves a hint, or asks: which one says the button."""
    acting = request.acting  # type: ignore[attr-defined]
    kind = request.POST.get("kind", "")
    if kind not in MarkKind:
        raise Hidden
    form = WordsForm(request.POST)
    if kind != MarkKind.POINT and not form.is_valid():
        messages.error(request, str(form.errors["words"][0]))
        return redirect("sessions:watch")
    verb(
        request,
        lambda: services.mark(
            acting,
            session_id=session.pk,
            page=request.POST.get("page", ""),
            field=request.POST.get("field", ""),
            kind=MarkKind(kind),
            words=form.cleaned_data["words"] if form.is_valid() else "",
            now=now(),
        ),
    )
    return redirect("sessions:watch")


@require_POST
@in_session
def close_mark(request: HttpRequest, session: AssistedSession, mark_id: int) -> HttpResponse:
    """The person has read a hint, or answers a question."""
    acting = request.acting  # type: ignore[attr-defined]
    answer = request.POST.get("answer", request.POST.get(f"answer-{mark_id}", ""))
    verb(
        request,
        lambda: services.close_mark(acting, session_id=session.pk, mark_id=mark_id, answer=answer, now=now()),
    )
    return back_to(request, session)
