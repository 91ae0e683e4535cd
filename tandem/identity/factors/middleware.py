from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tandem.identity.factors import selectors
from tandem.identity.factors.enforcement import MUST_HAVE_ONE

# Set while a session lasts: the account had a second factor when it was looked at.
PROVED = "factors.has_one"
# Set at log-in: she may be asked to choose one.
SUGGEST = "factors.suggest"
# All that somebody reaches who must choose a second factor first: the choice, the way out, and words she understands.
_OPEN_APPS = {"factors"}
_OPEN_VIEWS = {
    "account_logout",
    "account_reauthenticate",
    "accounts:language",
    "access:hat",
    "homes:privacy",
    "homes:accessibility",
    "healthz",
    "readyz",
    "metrics",
    "root",
}


class SecondFactorMiddleware:
    """Whoever acts in other people's files has a second factor, or chooses one before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or request.session.get(PROVED) or _is_open(request):
            return None
        if request.acting.capacity not in MUST_HAVE_ONE:  # type: ignore[attr-defined]
            return None
        if selectors.has_second_factor(request.user.pk):
            request.session[PROVED] = True
            return None
        return redirect("factors:index")


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.view_name in _OPEN_VIEWS or bool(_OPEN_APPS.intersection(match.app_names)))
