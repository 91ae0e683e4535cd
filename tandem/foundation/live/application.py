"""What the live process answers: a stream, a keystroke, and how it is itself. Nobody's text is logged or kept."""

import asyncio
import re
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tandem.foundation.live import hub as hubs
from tandem.foundation.live import limits, messages, tickets
from tandem.foundation.live.figures import Figures
from tandem.foundation.live.hub import Hub, Stream

# The browser's script reads the page again after 401 and 410, waits after 429 and 503, and gives up after the others.
_STATUS: dict[type[Exception], int] = {
    tickets.NotValid: 401,
    hubs.NotWriting: 403,
    hubs.Ended: 410,
    messages.TooLong: 413,
    messages.NotUnderstood: 400,
    hubs.TooFast: 429,
    hubs.Full: 503,
}
Door = Callable[[Request], Awaitable[Response]]


class _Elsewhere(Exception):
    """A page of another site asks."""


def create(
    hub: Hub, *, origins: Collection[str] = (), metrics_token: str = "", now: Callable[[], float] = time.time
) -> Starlette:
    """The application around `hub`.

    `origins` are the addresses of pages that may ask although they lie elsewhere ("http://localhost:8000"); a page
    under the host that the request names always may.
    """
    doors = _Doors(hub, metrics_token, now)
    return Starlette(
        routes=[
            Route("/live/healthz", doors.healthz),
            Route("/live/readyz", doors.readyz),
            Route("/live/metrics", doors.metrics),
            Route("/live/{room}/stream", _guarded(doors.stream, hub, origins), methods=["POST"]),
            Route("/live/{room}/say", _guarded(doors.say, hub, origins), methods=["POST"]),
        ]
    )


class _Doors:
    def __init__(self, hub: Hub, metrics_token: str, now: Callable[[], float]) -> None:
        self.hub = hub
        self.now = now
        self.metrics_token = metrics_token
        self.registry = CollectorRegistry()
        self.registry.register(Figures(hub))

    async def stream(self, request: Request) -> Response:
        opened = self.hub.open(_ticket(request, await _body(request), self.now()))
        return StreamingResponse(
            _until_left(self.hub, opened, self.now),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def say(self, request: Request) -> Response:
        sent = messages.parse(await _body(request))
        self.hub.carry(_ticket(request, sent.ticket, self.now()), sent.messages)
        return Response(status_code=204)

    async def healthz(self, request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(self, request: Request) -> Response:
        if self.hub.listening_since is None or self.hub.closing:
            return JSONResponse({"status": "not ready", "database": "its events do not arrive"}, 503)
        return JSONResponse({"status": "ready", "database": "ok"})

    async def metrics(self, request: Request) -> Response:
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self.metrics_token or not secrets.compare_digest(sent.encode(), self.metrics_token.encode()):
            return Response(status_code=404)
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


def _guarded(door: Door, hub: Hub, origins: Collection[str]) -> Door:
    """A door that answers refusals with a status, and pages of other sites with nothing at all."""

    async def answer(request: Request) -> Response:
        try:
            headers = _shared_with(request, origins)
        except _Elsewhere:
            hub.refused["origin"] += 1
            return Response(status_code=403)
        try:
            response = await door(request)
        except (ClientDisconnect, TimeoutError):
            hub.refused["slow"] += 1
            response = Response(status_code=408)
        except tuple(_STATUS) as refusal:
            hub.refused[_name(refusal)] += 1
            response = Response(status_code=_STATUS[type(refusal)])
        response.headers.update(headers)
        return response

    return answer


def _name(refusal: Exception) -> str:
    return re.sub(r"(?<=.)([A-Z])", r"_\1", type(refusal).__name__).lower()


async def _until_left(hub: Hub, stream: Stream, now: Callable[[], float]) -> AsyncIterator[bytes]:
    try:
        async for part in stream.frames(hub.renew, now=now):
            yield part
    finally:
        hub.leave(stream)


async def _body(request: Request) -> bytes:
    """The body, in good time and not too long. Raises TooLong, TimeoutError, ClientDisconnect."""
    body = bytearray()
    async with asyncio.timeout(limits.BODY_SECONDS):
        async for part in request.stream():
            body += part
            if len(body) > limits.BODY:
                raise messages.TooLong
    return bytes(body)


def _ticket(request: Request, sent: bytes | str, at: float) -> tickets.Ticket:
    text = sent if isinstance(sent, str) else sent.decode("ascii", "replace")
    ticket = tickets.read(text, at=at)
    # The address decides which process answers: a ticket carried elsewhere would speak to nobody.
    if not secrets.compare_digest(tickets.room(ticket.topic), request.path_params["room"]):
        raise tickets.NotValid
    return ticket


def _shared_with(request: Request, origins: Collection[str]) -> Mapping[str, str]:
    """The headers that let the asking page read the answer. Raises _Elsewhere."""
    origin = request.headers.get("origin")
    if origin is None:
        return {}
    if origin in origins:
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    if origin.partition("://")[2] == request.headers.get("host"):
        return {}
    raise _Elsewhere
