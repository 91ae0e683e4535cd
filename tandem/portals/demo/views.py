from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.identity.accounts.selectors import account_of
from tandem.portals.demo.people import PASSWORD, PERSONAS


@login_not_required
@require_safe
@never_cache
def personas(request: HttpRequest) -> HttpResponse:
    """Who can be tried, with one button each."""
    return render(request, "demo/personas.html", {"personas": PERSONAS, "password": PASSWORD})


@login_not_required
@require_POST
def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Log in as one of the demo's people without typing; a real account is never opened so."""
    known = {persona.username for persona in PERSONAS}
    user = account_of(username) if settings.DEMO and username in known else None
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    with override(user.language):
        return redirect("homes:home")
