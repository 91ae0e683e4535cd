from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR
from tandem.identity.tokens import services
from tandem.identity.tokens.registry import opens

_SCHEME = "Bearer "


class TokenMiddleware:
    """On the addresses made for programs, a key stands in for a session. A key and a cookie never count together.

    Whoever comes with a key acts as herself, whatever else the account may act as: a counsellor's program never
    reaches her caseload.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        authorisation = request.META.get("HTTP_AUTHORIZATION", "")
        if authorisation.startswith(_SCHEME) and opens(request.path):
            key = authorisation.removeprefix(_SCHEME).strip()
            token = services.use_token(VISITOR, key=key, now=now())
            request.token = token  # type: ignore[attr-defined]
            request.hat = f"{Capacity.SELF}:"  # type: ignore[attr-defined]
            request.user = token.user if token else AnonymousUser()
        return self.get_response(request)
