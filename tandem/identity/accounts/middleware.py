from collections.abc import Callable
from typing import Any

from django.contrib import auth
from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tandem.foundation.clock import now
from tandem.identity.accounts import sessions


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's, which reads the account together with the session: of whoever sent a session's cookie at once, as
    each page asks for it, and then without a step between.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.session.session_key:
            request.user = _account_of(request)
        else:
            request.user = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[assignment]


def _account_of(request: HttpRequest) -> Any:
    if not hasattr(request, "_cached_user"):
        with request.session.knows_its_account():  # type: ignore[attr-defined]
            request._cached_user = auth.get_user(request)  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


class SessionListMiddleware:
    """Keep the list of open sessions true while people work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only whoever sent a session's cookie may be logged in: a visitor costs no query.
        if request.session.session_key and request.user.is_authenticated:
            sessions.follow(request, now())
        return self.get_response(request)
