"""Values of the claim."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from tandem.eservices.entitlement.types import Period


@dataclass(frozen=True, kw_only=True)
class Job:
    """An employment; `wage` is gross a month, with the part of a 13th wage."""

    period: Period
    wage: Decimal


@dataclass(frozen=True, kw_only=True)
class Span:
    """A time in which somebody could not work under a contract; `kind` is one of `enums.Prevention`."""

    kind: str
    period: Period


@dataclass(frozen=True, kw_only=True)
class History:
    """What a claim says about the years before, as the rules take it."""

    opens_on: datetime.date
    jobs: tuple[Job, ...]
    spans: tuple[Span, ...]
    event_on: datetime.date | None
