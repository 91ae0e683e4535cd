"""The cookie: a number in the queue, or the proof that somebody was let in. Signed, and nothing of a person in it."""

import dataclasses

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from tandem.foundation.http.waiting.room import PASS_SECONDS

_KEPT = 2 * 60 * 60  # seconds a number is kept by a browser that does not come back
_signer = Signer(salt="tandem.waiting")


@dataclasses.dataclass(frozen=True, slots=True)
class Ticket:
    epoch: int
    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class Pass:
    """`at`: seconds since 1970; it holds for `PASS_SECONDS` from then."""

    at: int

    def holds(self, now: float) -> bool:
        return now - self.at <= PASS_SECONDS


def read(request: HttpRequest) -> Ticket | Pass | None:
    """What the browser holds; None for nothing, and for what we did not write."""
    try:
        kind, *numbers = _signer.unsign(request.COOKIES[name()]).split(".")
        return Pass(*map(int, numbers)) if kind == "in" else Ticket(*map(int, numbers))
    except (KeyError, BadSignature):
        return None


def give(response: HttpResponse, held: Ticket | Pass) -> None:
    """Have the browser keep it in place of what it held."""
    text = f"in.{held.at}" if isinstance(held, Pass) else f"waits.{held.epoch}.{held.number}"
    response.set_cookie(
        name(),
        _signer.sign(text),
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name() -> str:
    return "__Host-place" if settings.SESSION_COOKIE_SECURE else "place"
