"""What this feature writes into the pages of others."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.services import file_to_act_on
from tandem.identity.access.types import Acting


def of_person(request: HttpRequest, *, person_id: int) -> SafeString:
    """On a helper's page about a person: the way to her papers, where the mandate reaches them."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        return mark_safe("")
    try:
        file = file_to_act_on(acting, person_id, Purpose.DOSSIER, now=now())
    except Hidden:
        return mark_safe("")
    if file.authority.reach is None or not file.authority.reach.includes(Reach.READ):
        return mark_safe("")
    return SafeString(render_to_string("dossier/of_person.html", {"person_id": person_id}, request))
