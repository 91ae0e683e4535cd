"""What this feature shows on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.facilities.deadlines import presenters, selectors
from tandem.foundation.clock import day_of, now
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file

SHOWN_AT_HOME = 3


def calendar_link(request: HttpRequest) -> SafeString:
    """Below her messages: the way to her calendar."""
    return render_to_string("deadlines/_calendar_link.html", {}, request)


def desk_link(request: HttpRequest, person_id: int) -> SafeString:
    """On the desk's page of a person: print the address of her calendar."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        return mark_safe("")
    return render_to_string("deadlines/_desk_link.html", {"person_id": person_id}, request)


def next_deadlines(request: HttpRequest) -> SafeString:
    """On her home: where she is expected and the next things to hand in; nothing when there is neither."""
    if request.acting.capacity is not Capacity.SELF:  # type: ignore[attr-defined]
        return mark_safe("")
    moment = now()
    file = open_own_file(request.acting, Purpose.MESSAGES, now=moment)  # type: ignore[attr-defined]
    found = selectors.next_deadlines(file, now=moment, limit=SHOWN_AT_HOME)
    appointments = selectors.next_appointments(file, now=moment)
    if not found and not appointments:
        return mark_safe("")
    context = {
        "appointments": presenters.appointment_lines(appointments),
        "deadlines": presenters.lines(found, today=day_of(moment)),
    }
    return render_to_string("deadlines/_home.html", context, request)
