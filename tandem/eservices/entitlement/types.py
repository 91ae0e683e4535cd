"""Values of the entitlement."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from tandem.eservices.entitlement.enums import Confidence, ExemptionGround, Finding, Training

Figure_co = TypeVar("Figure_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Explanation(Generic[Figure_co]):
    """One figure and how it came about.

    `formula` is written in numbers and signs only, so that it reads the same in every language; the words for
    `finding` are in `wording`. `articles` are written as the ledger writes them ("LACI 22 al. 2").
    """

    figure: Figure_co
    finding: Finding
    formula: str
    articles: tuple[str, ...]
    confidence: Confidence

    @property
    def indicative(self) -> bool:
        """Taken from an older edition or from memory: a page says so."""
        return self.confidence.indicative


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` up to, not including, `end`."""

    start: datetime.date
    end: datetime.date

    @property
    def last_day(self) -> datetime.date:
        return self.end - datetime.timedelta(days=1)

    def __contains__(self, day: datetime.date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True)
class Frameworks:
    """The benefit framework, and the contribution framework before it (LACI 9)."""

    benefit: Period
    contribution: Period


@dataclass(frozen=True, kw_only=True)
class IntermediateEarnings:
    """What the insurance adds to a month's earnings (LACI 24, OACI 41a). Amounts in CHF.

    `base` is what the controlled days of the month would be worth, `loss` what is missing to it, `compensation` the
    share of the loss that is paid, `allowances` how many daily allowances that uses up, to one tenth.
    """

    eligible: bool
    base: Decimal
    loss: Decimal
    compensation: Decimal
    allowances: Decimal
    daily_allowance: Decimal
    explanation: Explanation[Decimal]


@dataclass(frozen=True, kw_only=True)
class Deductions:
    """What goes off one daily allowance, and what is left. `accident` is None while the fund's rate is not known."""

    old_age: Explanation[Decimal]
    pension_fund: Explanation[Decimal]
    accident: Explanation[Decimal] | None
    net: Explanation[Decimal]


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a person says about herself so that her entitlement can be estimated. Amounts in CHF a month.

    `average_6` and `average_12` are the average gross wages of the last 6 and 12 contribution months; the second may
    be missing. With a `ground` (LACI 14) the wages do not matter and `training` does. `supplements` is for how many
    children nobody else is paid a family allowance. `accident_share` is the fund's rate as a fraction, None while it
    is not known.
    """

    opens_on: datetime.date
    age: int
    child_under_25: bool
    invalidity_40: bool
    contribution_months: Decimal = Decimal(0)
    average_6: Decimal | None = None
    average_12: Decimal | None = None
    ground: ExemptionGround | None = None
    training: Training = Training.OTHER
    supplements: int = 0
    accident_share: Decimal | None = None


@dataclass(frozen=True)
class Outlook:
    """All figures of an entitlement, in the order in which one follows from the other."""

    figures: tuple[Explanation[object], ...]

    def of(self, *findings: Finding) -> Explanation[object] | None:
        """The first figure with one of these findings."""
        return next((one for one in self.figures if one.finding in findings), None)
