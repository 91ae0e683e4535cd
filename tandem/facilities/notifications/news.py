"""What a person has to see at once, on her home page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.facilities.notifications import selectors
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file


def unread_messages(request: HttpRequest) -> SafeString:
    """How many messages wait for her; nothing when there is none."""
    if request.acting.capacity is not Capacity.SELF:  # type: ignore[attr-defined]
        return mark_safe("")
    file = open_own_file(request.acting, Purpose.MESSAGES, now=now())  # type: ignore[attr-defined]
    unread = selectors.unread(file)
    if not unread:
        return mark_safe("")
    return render_to_string("notifications/_news.html", {"unread": unread}, request)
