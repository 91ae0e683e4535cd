from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tandem.assistance.shadow import marks, services
from tandem.assistance.shadow.pages import ASK
from tandem.foundation.aside import aside
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import reach_at_log_in

COOKIE = "browser"
MAX_AGE = 180 * 24 * 60 * 60


class LogInMiddleware:
    """Once per log-in of a person or a helper: note what the account has in common with others, and whether to ask.

    On every other request it does nothing and asks nothing. The answer lies in the log-in session, so that no page
    asks again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "logged_in_user", None)
        if user is not None:
            with aside("shadow.note", writes_once=True):
                _note(request, response, user)
        return response


def remember(sender: object, request: HttpRequest | None, user: Any, **news: object) -> None:
    """A receiver of Django's `user_logged_in`: who it was, for the end of the request."""
    if request is not None:
        request.logged_in_user = user  # type: ignore[attr-defined]


def _note(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    moment, user_id = now(), user.pk
    person_id, phone, email = reach_at_log_in(user) or (None, "", "")
    is_helpers = person_id is None and any(hat.capacity is Capacity.HELPER for hat in hats_worn(user_id, now=moment))
    if person_id is None and not is_helpers:
        return
    cookie = request.COOKIES.get(COOKIE, "") or marks.new_cookie()
    request.session[ASK] = services.see(
        Acting(capacity=Capacity.HELPER if is_helpers else Capacity.SELF, user_id=user_id, person_id=person_id),
        device=cookie,
        phones={user.phone, phone},
        emails={user.email or "", email},
        is_helpers=is_helpers,
        now=moment,
    )
    response.set_cookie(
        COOKIE, cookie, max_age=MAX_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
