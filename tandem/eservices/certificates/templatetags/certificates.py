"""How a certificate is shown, for the desk of the fund."""

from typing import Any

from django import template

from tandem.eservices.certificates.payload import lines
from tandem.eservices.certificates.types import Stated

register = template.Library()


@register.inclusion_tag("certificates/_facts.html")
def stated_facts(certificate: Stated) -> dict[str, Any]:
    """All that the employer stated, in the reader's language."""
    return {"facts": lines(certificate.payload)}
