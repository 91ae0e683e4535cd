"""What this feature writes into the pages of others."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.identity.presence_codes.selectors import counts_for


def desk_link(request: HttpRequest, *, person_id: int) -> SafeString:
    """On the desk's page about a person's log-in: the way to her codes, where they would count."""
    if not counts_for(person_id):
        return mark_safe("")
    return SafeString(render_to_string("presence_codes/desk_link.html", {"person_id": person_id}, request))
