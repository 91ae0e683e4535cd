"""What this feature shows on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.identity.access.enums import Capacity


def calendar_link(request: HttpRequest) -> SafeString:
    """Below her messages: the way to her calendar."""
    return render_to_string("deadlines/_calendar_link.html", {}, request)


def desk_link(request: HttpRequest, person_id: int) -> SafeString:
    """On the desk's page of a person: print the address of her calendar."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        return mark_safe("")
    return render_to_string("deadlines/_desk_link.html", {"person_id": person_id}, request)
