from tandem.identity.mandates.models.evidence import Request, Scan, ShownText, Step
from tandem.identity.mandates.models.mandate import (
    OPEN,
    HelperCode,
    Mandate,
    MandateArea,
    MandateQuerySet,
    NamedHelper,
    running,
)

__all__ = [
    "OPEN",
    "HelperCode",
    "Mandate",
    "MandateArea",
    "MandateQuerySet",
    "NamedHelper",
    "Request",
    "Scan",
    "ShownText",
    "Step",
    "running",
]
