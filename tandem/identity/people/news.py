"""What a person has to see at once, on her home page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.people import selectors


def changes_by_others(request: HttpRequest) -> SafeString:
    """A line for what others changed and she has not seen; nothing when there is none."""
    if request.acting.capacity is not Capacity.SELF:  # type: ignore[attr-defined]
        return mark_safe("")
    file = open_own_file(request.acting, Purpose.PERSONAL_DATA, now=now())  # type: ignore[attr-defined]
    if not selectors.at_a_glance(file).number(selectors.NOTICES):
        return mark_safe("")
    return render_to_string("people/_news.html", {}, request)
