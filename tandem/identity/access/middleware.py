import dataclasses
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from tandem.identity.access import registry
from tandem.identity.access.types import VISITOR, Acting

HAT = "hat"


class AccessMiddleware:
    """Put `request.acting` there, once: who is at the keyboard and as what. Views never build it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: acting_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def acting_of(request: HttpRequest) -> Acting:
    """The hat chosen in this session among all that the account may wear; the first one otherwise."""
    if not request.user.is_authenticated:
        return dataclasses.replace(VISITOR, request_id=request.id)  # type: ignore[attr-defined]
    worn = [hat for source in registry.hats for hat in source(request.user.pk)]
    if not worn:
        return dataclasses.replace(VISITOR, user_id=request.user.pk, request_id=request.id)  # type: ignore[attr-defined]
    chosen = request.session.get(HAT, 0)
    hat = worn[chosen] if isinstance(chosen, int) and 0 <= chosen < len(worn) else worn[0]
    return dataclasses.replace(hat, request_id=request.id)  # type: ignore[attr-defined]
