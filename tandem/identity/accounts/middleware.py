from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import auth
from django.contrib.auth import middleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

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


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's, which leads to the log-in. Whoever has sent something is first told that it was not taken."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_of(request), reverse("accounts:unsent"))


def _page_of(request: HttpRequest) -> str:
    """Where she pressed the button; where that is not said, what she sent to, which is most often the same."""
    said = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    page = urlsplit(said)
    return urlunsplit(("", "", page.path, page.query, ""))


class SessionListMiddleware:
    """Keep the list of open sessions true while people work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only whoever sent a session's cookie may be logged in: a visitor costs no query.
        if request.session.session_key and request.user.is_authenticated:
            sessions.follow(request, now())
        return self.get_response(request)
