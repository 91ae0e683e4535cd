"""The way to the copy, from the page about oneself."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.identity.access.enums import Capacity


def copy(request: HttpRequest) -> SafeString:
    return mark_safe(render_to_string("own_data/link.html", {}, request))  # noqa: S308 - a template


def closing(request: HttpRequest, person_id: int) -> SafeString:
    """On the desk's page of a person: the way to close her file, or to open it again."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        return mark_safe("")
    return mark_safe(render_to_string("own_data/desk_link.html", {"person_id": person_id}, request))  # noqa: S308 - a template
