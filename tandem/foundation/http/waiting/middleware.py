"""Before anything costly is done for a request: may she come in, or does she wait?"""

import functools
import re
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tandem.foundation.http.waiting import pace, places
from tandem.foundation.http.waiting.page import STILL, address, waiting_page
from tandem.foundation.http.waiting.places import Pass, Ticket
from tandem.foundation.http.waiting.room import Place, Room

log = structlog.get_logger()

_RENEWED_AFTER = 5 * 60


@functools.cache
def room() -> Room:
    """The queue of this node. The figures that operators read come from it too."""
    return Room(settings.WAITING_ROOM_FILE, capacity=settings.WAITING_ROOM_CAPACITY)


class WaitingRoomMiddleware:
    """Newcomers wait while the node works on more than `WAITING_ROOM_CAPACITY` requests at once; 0 switches it off.

    Whoever was let in stays in, as long as she asks for a page every half hour. What is sent is never turned away:
    a form is in the hands of somebody who was inside, and turning it away would lose what she wrote.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.WAITING_ROOM_CAPACITY:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.room = room()
        self.always_open = re.compile("|".join(settings.WAITING_ROOM_OPEN))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = time.time()
        if self.always_open.match(request.path_info):
            return self._answer(request)
        held = places.read(request)
        if isinstance(held, Pass) and held.holds(now):
            return self._inside(request, held, now)
        if request.method not in {"GET", "HEAD"}:
            response = self._answer(request)
            if response.status_code < 400:
                places.give(response, Pass(int(now)))
            return response
        outcome = self._ask(held, now)
        if isinstance(outcome, Place):
            return self._waits(request, outcome)
        if isinstance(outcome, float):
            return self._inside(request, Pass(int(outcome)), now, is_new=True)
        return self._visit(request, now)

    def _ask(self, held: Ticket | Pass | None, now: float) -> Place | float | None:
        """Her place, the moment her number came up, or None: nobody waits and there is room."""
        if isinstance(held, Ticket) and held.epoch == self.room.epoch:
            found = self.room.look(held.number, now=now)
            if found is not None:
                return found
        return self.room.enter(now=now)

    def _inside(self, request: HttpRequest, held: Pass, now: float, *, is_new: bool = False) -> HttpResponse:
        if STILL in request.GET:
            response: HttpResponse = HttpResponseRedirect(address(request))
        else:
            response = self._answer(request)
        if now - held.at > _RENEWED_AFTER:
            places.give(response, Pass(int(now)))
        elif is_new:
            places.give(response, held)
        return response

    def _visit(self, request: HttpRequest, now: float) -> HttpResponse:
        """Let in without waiting. On a calm day who only reads gets no cookie; who has a form or a session does."""
        response = self._answer(request)
        ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        stays = bool(ours & {*request.COOKIES, *response.cookies})
        if stays:
            self.room.stays(now=time.time())
        if stays or self.room.is_used(now=now):
            places.give(response, Pass(int(now)))
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        try:
            return self.get_response(request)
        finally:
            self.room.worked(now=time.time(), seconds=time.perf_counter() - started)

    def _waits(self, request: HttpRequest, place: Place) -> HttpResponse:
        if place.place == 1:
            log.warning("waiting_room_used", number=place.number)
        if "text/html" not in request.headers.get("Accept", ""):
            # A program keeps no place: it understands this better than a page.
            again = str(pace.look_again_in(place.seconds))
            return HttpResponse(status=503, headers={"Retry-After": again, "Cache-Control": "no-store"})
        response = waiting_page(request, place)
        places.give(response, Ticket(self.room.epoch, place.number))
        return response
