"""An SMS gateway over HTTP, whatever its dialect: `settings.SMS_HTTP` describes it."""

import json
import time
from collections.abc import Iterator
from typing import Any

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tandem.foundation.sending.description import HttpDescription, filled, found
from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.gateways.deadline import WithinSeconds
from tandem.foundation.sending.types import Sms, Undelivered

LARGEST_ANSWER = 16_384
LONGEST_REFERENCE = 100
# "Not now", says the gateway before it does anything. After 500, 502 or 504 it may have sent the message.
_TRY_AGAIN = {408, 425, 429, 503}


class HttpSmsGateway:
    """Sends each SMS with one request. No redirect is followed: the text would go to somebody whom nobody chose."""

    def __init__(self) -> None:
        if settings.SMS_HTTP is None:
            raise ImproperlyConfigured("TANDEM_SMS_HTTP is missing: it describes the gateway.")
        self.description: HttpDescription = settings.SMS_HTTP
        self.reports = self.description.reports is not None

    def send(self, sms: Sms) -> str:
        """Raises Undelivered; its fault is UNCLEAR when the gateway may have sent the message all the same."""
        answer = self._ask(sms)
        for path, value in self.description.success.items():
            if found(answer, path) != value:
                raise Undelivered(Fault.REFUSED, again=False)
        if not self.description.reference:
            return sms.key
        reference = found(answer, self.description.reference)
        if not reference or len(reference) > LONGEST_REFERENCE:
            raise Undelivered(Fault.UNCLEAR, again=False)
        return reference

    def _ask(self, sms: Sms) -> Any:
        asked = self.description
        values = {
            "to": sms.to,
            "digits": sms.to.removeprefix("+"),
            "text": sms.text,
            "key": sms.key,
            "secret": settings.SMS_SECRET,
        }
        body = {"json" if asked.encoding == "json" else "data": filled(asked.body, values)}
        ends_at = time.monotonic() + asked.seconds
        with requests.Session() as session:
            for scheme in ("http://", "https://"):
                session.mount(scheme, WithinSeconds(asked.seconds))
            session.trust_env = False  # neither a proxy nor a password that this machine happens to know
            try:
                with session.request(
                    asked.method,
                    asked.url,
                    headers=filled(asked.headers, values),
                    timeout=asked.seconds,
                    allow_redirects=False,
                    stream=True,
                    **body,
                ) as response:
                    _check(response.status_code)
                    return _parsed(b"".join(_pieces(response, ends_at)), needed=bool(asked.success or asked.reference))
            except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
                raise Undelivered(Fault.UNREACHABLE, again=True) from error
            except requests.ConnectionError as error:
                raise _broken_line(error) from error
            except requests.RequestException as error:
                raise Undelivered(Fault.UNCLEAR, again=False) from error


def _check(status: int) -> None:
    if status in _TRY_AGAIN:
        raise Undelivered(Fault.BUSY, again=True)
    if status >= 500:
        raise Undelivered(Fault.UNCLEAR, again=False)
    if not 200 <= status < 300:
        raise Undelivered(Fault.REFUSED, again=False)


def _pieces(response: requests.Response, ends_at: float) -> Iterator[bytes]:
    """The answer, as long as it is short and comes in time.

    Byte by byte: a larger piece is waited for until it is full, and a byte now and then would hold a worker for hours.
    """
    length = 0
    for piece in response.iter_content(1):
        length += len(piece)
        if length > LARGEST_ANSWER or time.monotonic() > ends_at:
            raise Undelivered(Fault.UNCLEAR, again=False)
        yield piece


def _parsed(answer: bytes, *, needed: bool) -> Any:
    try:
        return json.loads(answer)
    except ValueError as error:
        if needed:
            raise Undelivered(Fault.UNCLEAR, again=False) from error
        return None


def _broken_line(error: requests.ConnectionError) -> Undelivered:
    """Nobody took the connection: nothing was sent. It broke later: the message may be on its way."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if type(reason).__name__ in {"NewConnectionError", "NameResolutionError"}:
        return Undelivered(Fault.UNREACHABLE, again=True)
    return Undelivered(Fault.UNCLEAR, again=False)
