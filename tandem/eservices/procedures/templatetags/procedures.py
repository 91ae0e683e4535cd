"""How a filing is shown to its recipient, for the desks of the rooms above."""

from typing import Any

from django import template

from tandem.eservices.procedures.types import Received

register = template.Library()


@register.inclusion_tag("procedures/_received.html")
def received_form(filing: Received) -> dict[str, Any]:
    """What was filed as the person read it, its receipt, and what it corrects or was corrected by."""
    return {"filing": filing}
