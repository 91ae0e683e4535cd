"""What this feature writes into the pages of others."""

import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.confirmations import presenters, selectors
from tandem.assistance.confirmations.kinds import FORM, PROOF
from tandem.foundation.clock import day_of, now
from tandem.foundation.months import month_of, preceding
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose, Reach
from tandem.identity.access.services import file_to_act_on, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import at_a_glance


def news(request: HttpRequest) -> SafeString:
    """On the person's home: what waits for her yes; nothing where nothing waits."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        return mark_safe("")
    file = open_own_file(acting, Purpose.HELP, now=now())
    if not at_a_glance(file).number(selectors.WAITING):
        return mark_safe("")
    waiting = selectors.waiting_for(file)
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


def desk(request: HttpRequest) -> SafeString:
    """On a helper's desk: what waits for somebody's yes, and what has come back."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    rows = presenters.listed(selectors.open_asked(acting), now=now())
    return SafeString(render_to_string("confirmations/desk.html", {"rows": rows}, request))


def months_to_send(request: HttpRequest, *, person_id: int) -> SafeString:
    """On a person's page, for her helper whose mandate reaches so far: the efforts of this month and of the last."""
    if not _may_send_efforts(request, person_id):
        return mark_safe("")
    this_month = month_of(day_of(now()))
    months = [(month, f"{month:%Y-%m}") for month in (preceding(this_month), this_month)]
    context = {"kind": PROOF, "months": months, "person_id": person_id}
    return SafeString(render_to_string("confirmations/months.html", context, request))


def month_to_send(request: HttpRequest, *, person_id: int, month: datetime.date) -> SafeString:
    """On a helper's page of one month: the way to send it, where the mandate reaches so far."""
    if not _may_send_efforts(request, person_id):
        return mark_safe("")
    context = {"kind": PROOF, "subject": f"{month:%Y-%m}", "person_id": person_id}
    return SafeString(render_to_string("confirmations/month.html", context, request))


def _may_send_efforts(request: HttpRequest, person_id: int) -> bool:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        return False
    try:
        file = file_to_act_on(acting, person_id, Purpose.EFFORTS, now=now())
    except Hidden:
        return False
    return file.is_in_place and file.authority.reach in (Reach.SEND, Reach.SEND_WITH_CONFIRMATION)


def how_it_was_made(request: HttpRequest, *, number: str, is_own: bool, presence: str) -> SafeString:
    """On a receipt: that somebody sent it in place of the person, why, and on which word of hers."""
    if presence != Presence.IN_PLACE:
        return mark_safe("")
    act = selectors.sent_with(number)
    if act is None:
        return mark_safe("")
    context = {"lines": presenters.how_made(act), "is_own": is_own}
    return SafeString(render_to_string("confirmations/how_made.html", context, request))
