"""What this feature writes into the pages of others; only for the person herself."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.assistance.autonomy import selectors
from tandem.assistance.autonomy.enums import NextTime
from tandem.assistance.autonomy.tasks_of_forms import task_of_form
from tandem.foundation.clock import now
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.mandates.selectors import mandate_of
from tandem.identity.mandates.types import AreaLine


def next_time(request: HttpRequest, *, key: str, is_own: bool) -> SafeString:
    """On a receipt: the one question, answered in one tap. For the person alone, whoever helped her."""
    if not is_own:
        return mark_safe("")
    context = {"task": task_of_form(key).value, "choices": NextTime}
    return SafeString(render_to_string("autonomy/next_time.html", context, request))


def why_this_renewal(request: HttpRequest, *, mandate_id: int, areas: tuple[AreaLine, ...]) -> SafeString:
    """On the page where the person decides about a renewal: each area in a sentence. A helper never reads it."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.SELF:
        return mark_safe("")
    file = open_own_file(acting, Purpose.MANDATES, now=moment)
    before = mandate_of(file, mandate_id, now=moment).areas
    lines = selectors.plan(file.file(Purpose.MANDATES), before, areas)
    return SafeString(render_to_string("autonomy/renewal.html", {"lines": lines}, request))


def shown_to_helper(request: HttpRequest, *, person_id: int) -> SafeString:
    """On a person's page, for her helper: the way to what she shows him."""
    if request.acting.capacity is not Capacity.HELPER:  # type: ignore[attr-defined]
        return mark_safe("")
    return SafeString(render_to_string("autonomy/shown_link.html", {"person_id": person_id}, request))


def link(request: HttpRequest) -> SafeString:
    """Where the person finds her way: on the page about herself."""
    return SafeString(render_to_string("autonomy/link.html", {}, request))
