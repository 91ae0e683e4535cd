from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.foundation.clock import now
from tandem.portals.demo import ways_in
from tandem.portals.demo.people import NEWCOMER, PASSWORD, PERSONAS


@login_not_required
@require_safe
@never_cache
def personas(request: HttpRequest) -> HttpResponse:
    """Who can be tried, and what each would type to log in."""
    moment = now()
    rows = [{"persona": persona, "code": ways_in.code_now(persona, now=moment)} for persona in PERSONAS]
    return render(request, "demo/personas.html", {"rows": rows, "password": PASSWORD, "newcomer": NEWCOMER})
