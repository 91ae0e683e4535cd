from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tandem.assistance.shadow import marks, selectors, services
from tandem.assistance.shadow.pages import ASK
from tandem.foundation.aside import aside
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import reach_of_account

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
        user_id = getattr(request, "logged_in_user_id", None)
        if user_id is not None:
            with aside("shadow.note"):
                _note(request, response, user_id)
        return response


def remember(sender: object, request: HttpRequest | None, user: object, **news: object) -> None:
    """A receiver of Django's `user_logged_in`: who it was, for the end of the request."""
    if request is not None:
        request.logged_in_user_id = user.pk  # type: ignore[attr-defined]


def _note(request: HttpRequest, response: HttpResponse, user_id: int) -> None:
    moment = now()
    person_id, phone, email = reach_of_account(user_id) or (None, "", "")
    is_helpers = person_id is None and any(hat.capacity is Capacity.HELPER for hat in hats_worn(user_id, now=moment))
    if person_id is None and not is_helpers:
        return
    cookie = request.COOKIES.get(COOKIE, "") or marks.new_cookie()
    services.see(
        Acting(capacity=Capacity.HELPER if is_helpers else Capacity.SELF, user_id=user_id, person_id=person_id),
        device=cookie,
        phones={request.user.phone, phone},  # type: ignore[union-attr]
        emails={request.user.email or "", email},  # type: ignore[union-attr]
        is_helpers=is_helpers,
        now=moment,
    )
    request.session[ASK] = selectors.is_asked(user_id, now=moment)
    response.set_cookie(
        COOKIE, cookie, max_age=MAX_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
