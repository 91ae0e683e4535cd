from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tandem.assistance.sessions import banner, presenters, selectors, services
from tandem.assistance.sessions.browser import forget, remembered
from tandem.assistance.sessions.enums import Side, State
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.refusals import NotThere
from tandem.foundation.clock import now
from tandem.foundation.forms.aside import ASIDE
from tandem.foundation.live import publish
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.factors.registry import PROOF

CODE, ALONE = "presence_code", "presence_alone"
_OURS = ("csrfmiddlewaretoken", CODE, ALONE)
# What is nobody's file: the session's own pages, the way out, the choice of a language or of a hat.
_FREE_SPACES = {"sessions", "accounts", "access", "factors", "demo"}
_FREE_VIEWS = {"account_logout", "account_reauthenticate"}


class PresenceMiddleware:
    """After 15 minutes without a sign, nothing is written in a session before the person has proved that she is there.

    What was typed goes along to the page that asks her, and from there to where it was sent: nothing is lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and not _is_free(request):
            _tell(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponse | None:
        if remembered(request) is None or _is_free(request):
            return None
        answer = self._ask_for_presence(request, signs=getattr(view, "signs", False))
        if answer is None and request.method == "POST" and ASIDE in request.POST:
            banner.hear_aside(request, request.POST[ASIDE])
        return answer

    def _ask_for_presence(self, request: HttpRequest, *, signs: bool) -> HttpResponse | None:
        moment = now()
        session = selectors.at_hand(request, now=moment)
        if session is None or session.state(moment) is not State.OPEN or session.is_proved(moment):
            return None
        side = selectors.side_of(session, request.acting)  # type: ignore[attr-defined]
        if side is not selectors.proves_on(session):
            return None
        if request.method == "POST":
            # She signs on this very page: that proves her, and without it nothing is written.
            signed = signs and ASIDE not in request.POST and any(request.POST.get(name) for name in PROOF)
            return None if signed and side is Side.PERSON else _ask(request, session, signs=signs)
        if side is Side.HELPER and request.resolver_match and request.resolver_match.namespace == "procedures":
            return redirect("sessions:presence")
        return None


def _tell(request: HttpRequest) -> None:
    """Both screens of a session hear that something was written on one of them, and read their page again."""
    acting = getattr(request, "acting", None)
    if acting is None or acting.session_id is None or remembered(request) is None:
        return
    role = Side.HELPER if acting.capacity is Capacity.HELPER else Side.PERSON
    publish(f"session:{acting.session_id}", "saved", {"by": role.value})


def _is_free(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or match.view_name in _FREE_VIEWS or match.namespace in _FREE_SPACES


def _ask(request: HttpRequest, session: AssistedSession, *, signs: bool) -> HttpResponse | None:
    # What was typed to sign before the pause does not count: the page asks for the next code.
    dropped = {*_OURS, *(PROOF if signs else ())}
    acting, error = request.acting, ""  # type: ignore[attr-defined]
    try:
        if ALONE in request.POST:
            services.end(acting, session_id=session.pk, now=now())
            forget(request)
            request.acting = acting.apart()  # type: ignore[attr-defined]
            return None
        if CODE in request.POST:
            proved = services.prove_presence(acting, session_id=session.pk, code=request.POST[CODE], now=now())
            request.acting = acting.beside(selectors.beside(proved, acting, now=now()))  # type: ignore[attr-defined]
            messages.success(request, _("Your presence is proved. You can go on together."))
            return None
    except Refusal as refusal:
        error = str(refusal.message)
    if request.resolver_match is not None and request.resolver_match.view_name == "procedures:keep":
        return JsonResponse({"message": str(NotThere.message)})
    context = {
        "error": error,
        "carried": [(name, value) for name, values in request.POST.lists() if name not in dropped for value in values],
        "action": request.get_full_path(),
        "has_files": bool(request.FILES),
        "hint": selectors.ways_to_prove(session.person_id)["hint"],
        "is_person": selectors.side_of(session, acting) is Side.PERSON,
        **presenters.who(session),
    }
    return render(request, "sessions/still_here.html", context)
