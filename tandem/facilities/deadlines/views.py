"""Her deadlines on one page; the secret address of her calendar, on screen and on paper; the calendar itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.facilities.deadlines import ical, presenters, selectors, services
from tandem.foundation.clock import day_of, now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.people.selectors import contact_of

SHOWN = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where she is expected, what she has to hand in by when, and how a calendar follows it."""
    file = _own(request)
    moment = now()
    context = {
        "appointments": presenters.appointment_lines(selectors.next_appointments(file, now=moment)),
        "deadlines": presenters.lines(
            selectors.next_deadlines(file, now=moment, limit=SHOWN, with_requests=True), today=day_of(moment)
        ),
        "made_at": selectors.link_made_at(file),
    }
    return render(request, "deadlines/overview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Show a new address once; whoever comes back to the page, or changes its language, is led to the overview."""
    file = _own(request)
    if request.method != "POST":
        return redirect("deadlines:overview")
    secret = services.make_link(file, now=now())
    return render(request, "deadlines/made.html", {"address": _address(request, secret)})


@never_cache
@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """The same on paper, with a QR code."""
    file = _own(request)
    return _paper(request, file, services.make_link(file, now=now()))


@never_cache
@require_POST
def sheet_for(request: HttpRequest, person_id: int) -> HttpResponse:
    """The desk prints it for somebody who has no account, or asks for it on paper."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        raise Hidden
    file = open_file(request.acting, person_id, Purpose.PERSONAL_DATA, now=now())  # type: ignore[attr-defined]
    return _paper(request, file, services.print_link(file, now=now()))


@never_cache
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the address."""
    services.end_link(_own(request), now=now())
    return redirect("deadlines:overview")


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What a telephone reads; 404 for an address that is nobody's, or no longer."""
    try:
        content = services.read_calendar(VISITOR, secret=secret, now=now())
    except services.LinkEnded:
        raise Hidden from None
    # Attack: a shared cache on the way would go on answering after the link was ended.
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=ical.TYPE, headers=headers)


def _own(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("calendar", args=[secret]))


def _paper(request: HttpRequest, file: Acting, secret: str) -> HttpResponse:
    contact = contact_of(file.file())
    with override(contact.language):
        pdf = presenters.sheet(contact, _address(request, secret), made_at=now())
    return download(pdf, "tandem-calendar.pdf")
