"""How reported incapacities are shown, for the desks of office and fund."""

from typing import Any

from django import template

from tandem.eservices.declarations.models import Incapacity

register = template.Library()


@register.inclusion_tag("declarations/_incapacities.html")
def reported_incapacities(spells: list[Incapacity]) -> dict[str, Any]:
    """The spells as a dense table."""
    return {"spells": spells}
