import dataclasses
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tandem.foundation.clock import now
from tandem.identity.access import hats, of_request, registry, visits
from tandem.identity.access.types import VISITOR, Acting

HAT = "hat"


class AccessMiddleware:
    """Put `request.acting` there, once: who is at the keyboard and as what. Views never build it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting_of(request))  # type: ignore[attr-defined]
        with visits.of_one_request(), of_request.remembered():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponse | None:
        """Each page of somebody who is logged in asks many times who she is: from here on without a step between."""
        if request.user.is_authenticated:
            request.user = plain(request.user)
            request.acting = plain(request.acting)  # type: ignore[attr-defined]
        return None


def plain(found: Any) -> Any:
    """What a lazy object stands for, by now known; anything else as it is."""
    return found.__reduce__()[1][0] if isinstance(found, SimpleLazyObject) else found


def hats_of(request: HttpRequest) -> list[Acting]:
    """All that the account may act as at this moment, the default first; asked once per request."""
    if not request.user.is_authenticated:
        return []
    if not hasattr(request, "_hats"):
        request._hats = hats.worn_by(request.user.pk, now())  # type: ignore[attr-defined]
    return request._hats  # type: ignore[attr-defined]


def acting_of(request: HttpRequest) -> Acting:
    """The hat chosen in this session among all that the account may wear now; the first one otherwise.

    The session says which, never what: a hat that was taken away or invented is not found. Whoever comes without a
    session, with a key for programs, wears the hat that the key is for (`request.hat`) or none.
    """
    worn = hats_of(request)
    only = getattr(request, "hat", None)
    chosen = only or (request.session.get(HAT) if worn else None)
    default = worn[0] if worn and only is None else VISITOR
    hat = next((hat for hat in worn if hat.hat == chosen), default)
    acting = dataclasses.replace(hat, user_id=request.user.pk, request_id=request.id)  # type: ignore[attr-defined]
    found = (source(request, acting) for source in registry.presences) if worn else ()
    beside = next((one for one in found if one is not None), None)
    return acting.beside(beside) if beside else acting
