from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tandem.foundation.clock import now
from tandem.identity.accounts import sessions


class SessionListMiddleware:
    """Keep the list of open sessions true while people work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only whoever sent a session's cookie may be logged in: a visitor costs no query.
        if request.session.session_key and request.user.is_authenticated:
            sessions.follow(request, now())
        return self.get_response(request)
