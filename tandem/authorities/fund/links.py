"""Ways from a person's data to this desk and back."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.identity.access.enums import Capacity


def way_back(request: HttpRequest, *, person_id: int) -> SafeString:
    return _for_officers(request, "fund/_back.html", person_id)


def actions(request: HttpRequest, *, person_id: int) -> SafeString:
    """Where an officer goes next from a person's data."""
    return _for_officers(request, "fund/_file_actions.html", person_id)


def _for_officers(request: HttpRequest, template: str, person_id: int) -> SafeString:
    if request.acting.capacity is not Capacity.FUND_OFFICER:  # type: ignore[attr-defined]
        return mark_safe("")
    return render_to_string(template, {"person_id": person_id}, request)
