import functools
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.assistance.sessions import selectors
from tandem.assistance.sessions.browser import forget, remembered
from tandem.assistance.sessions.models import AssistedSession
from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def in_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever is in a session, or waits for one: it gets the session. One that is over says so once."""

    @functools.wraps(view)
    def page(request: HttpRequest, **arguments: int) -> HttpResponse:
        known = remembered(request)
        if known is None:
            raise Hidden
        session = selectors.at_hand(request, now=now())
        if session is None:
            forget(request)
            messages.warning(request, _("The session is over. Everything that was written is kept."))
            return redirect("homes:home")
        return view(request, session, **arguments)

    return page


def verb(request: HttpRequest, act: Callable[[], object], sentence: str = "") -> bool:
    """Do it and say so, or say why not."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return False
    if sentence:
        messages.success(request, sentence)
    return True


def back_to(request: HttpRequest, session: AssistedSession) -> HttpResponse:
    """The page on which the button was pressed, otherwise the one that belongs to this side."""
    before = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(before)
    side = selectors.side_of(session, request.acting)  # type: ignore[attr-defined]
    return redirect(reverse("sessions:watch") if side == "helper" else reverse("homes:home"))
