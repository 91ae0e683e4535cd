"""What this feature writes into the pages of others."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.confirmations import presenters, selectors
from tandem.assistance.confirmations.kinds import FORM
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting


def news(request: HttpRequest) -> SafeString:
    """On the person's home: what waits for her yes; nothing where nothing waits."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        return mark_safe("")
    waiting = selectors.waiting_for(open_own_file(acting, Purpose.HELP, now=now()))
    if not waiting:
        return mark_safe("")
    return SafeString(render_to_string("confirmations/news.html", {"waiting": waiting}, request))


def send_in_place(request: HttpRequest, *, file: Acting, draft_id: int) -> SafeString:
    """At the end of a form, for a helper who is alone: the way to send goes over a reason, and mostly over her yes."""
    reaches = (Reach.SEND, Reach.SEND_WITH_CONFIRMATION)
    if not file.is_in_place or file.authority.reach not in reaches:
        return mark_safe("")
    context = {
        "kind": FORM,
        "subject": str(draft_id),
        "person_id": file.person_id,
        "at_once": file.authority.reach is Reach.SEND,
    }
    return SafeString(render_to_string("confirmations/send_in_place.html", context, request))


def how_it_was_made(request: HttpRequest, *, number: str, is_own: bool) -> SafeString:
    """On a receipt: that somebody sent it in place of the person, why, and on which word of hers."""
    act = selectors.sent_with(number)
    if act is None:
        return mark_safe("")
    context = {"lines": presenters.how_made(act), "is_own": is_own}
    return SafeString(render_to_string("confirmations/how_made.html", context, request))
