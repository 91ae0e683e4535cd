"""Ways from a person's data to this desk and back."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.eservices.registration.selectors import is_registered
from tandem.identity.access.enums import Capacity


def way_back(request: HttpRequest, *, person_id: int) -> SafeString:
    return _for_counsellors(request, "counselling/_back_to_files.html", person_id)


def actions(request: HttpRequest, *, person_id: int) -> SafeString:
    """What a counsellor does next with a file."""
    return _for_counsellors(
        request, "counselling/_file_actions.html", person_id, is_registered=lambda: is_registered(person_id)
    )


def _for_counsellors(request: HttpRequest, template: str, person_id: int, **facts: Any) -> SafeString:
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        return mark_safe("")
    return render_to_string(template, {"person_id": person_id, **facts}, request)
