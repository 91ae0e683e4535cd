"""What pages of the rooms above show of forms: a filing to its recipient, what is missing to the person."""

from collections.abc import Iterable
from typing import Any

from django import template

from tandem.eservices.procedures.presenters import heading
from tandem.eservices.procedures.types import Received, ToBring

register = template.Library()


@register.inclusion_tag("procedures/_received.html")
def received_form(filing: Received) -> dict[str, Any]:
    """What was filed as the person read it, its receipt, and what it corrects or was corrected by."""
    return {"filing": filing}


@register.inclusion_tag("procedures/_to_bring.html")
def documents_to_bring(lines: Iterable[ToBring]) -> dict[str, Any]:
    """The documents that somebody still waits for, each with the page to hand it in; nothing where nothing is."""
    return {"rows": [{"line": line, "heading": heading(line.procedure, line.subject, is_hers=True)} for line in lines]}
