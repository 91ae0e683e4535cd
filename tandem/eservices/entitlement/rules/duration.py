"""How long somebody waits, and for how many days she is paid at most (R-31, R-32)."""

import datetime
from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, ExemptionGround, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.figures import francs, plain
from tandem.eservices.entitlement.rules.parameters import LAW_2026, Law
from tandem.eservices.entitlement.types import Explanation
from tandem.foundation.months import months_later

WAITING_STEP = 5
SPECIAL_WAITING_EDUCATION = 120
SPECIAL_WAITING_OTHER = 5
CONTRIBUTION_MIN = 12
YOUNG = 25
YOUNG_MAX = 200
EXEMPT_MAX = 90
NEAR_PENSION_DAYS = 120
NEAR_PENSION_MONTHS = 48


def waiting_days(insured_year: Decimal, child_under_25: bool, *, law: Law = LAW_2026) -> int:
    """General waiting days, once per framework period (LACI art. 18 para. 1, OACI art. 6a).

    `insured_year` are the insured earnings in CHF a year. Raises ValueError naming the argument.
    """
    return waiting_days_explained(insured_year, child_under_25, law=law).figure


def waiting_days_explained(insured_year: Decimal, child_under_25: bool, *, law: Law = LAW_2026) -> Explanation[int]:
    """`waiting_days`, with the limits between which the earnings lie."""
    earned = arguments.amount("insured_year", insured_year)
    has_child = arguments.yes_or_no("child_under_25", child_under_25)
    limits = (
        (law.waiting_limit_2_year,)
        if has_child
        else (
            law.waiting_limit_1_year,
            law.waiting_limit_2_year,
            law.waiting_limit_3_year,
            law.waiting_limit_4_year,
        )
    )
    passed = [limit for limit in limits if earned > limit]
    above = limits[len(passed)] if len(passed) < len(limits) else None
    return Explanation(
        figure=WAITING_STEP * len(passed),
        finding=Finding.WAITING if passed else Finding.WAITING_NONE,
        formula=" ".join(
            [
                *([f"{plain(passed[-1])} <"] if passed else []),
                francs(earned),
                *([f"≤ {plain(above)}"] if above is not None else []),
            ]
        ),
        articles=("LACI 18 al. 1", "OACI 6a"),
        confidence=Confidence.VERIFIED,
    )


def all_waiting_days(
    insured_year: Decimal, child_under_25: bool, ground: ExemptionGround | None = None, *, law: Law = LAW_2026
) -> Explanation[int]:
    """General and special waiting days of somebody who is exempt from the contribution period (OACI art. 6).

    120 days after education, 5 after another ground; the general ones are added.
    """
    general = waiting_days_explained(insured_year, child_under_25, law=law)
    if ground is None:
        return general
    if not isinstance(ground, ExemptionGround):
        raise ValueError(f"ground: known are {', '.join(ExemptionGround)}, got {ground!r}.")
    special = SPECIAL_WAITING_EDUCATION if ground is ExemptionGround.EDUCATION else SPECIAL_WAITING_OTHER
    return Explanation(
        figure=special + general.figure,
        finding=Finding.WAITING_SPECIAL,
        formula=f"{special} + {general.figure} = {special + general.figure}",
        articles=("LACI 18 al. 1", "LACI 18 al. 2", "OACI 6"),
        confidence=Confidence.VERIFIED,
    )


def max_allowances(
    contribution_months: Decimal, age: int, child_under_25: bool, invalidity_40: bool, exempt: bool
) -> int:
    """The highest number of daily allowances in the framework period (LACI art. 27, OACI art. 41b).

    `contribution_months` may have a fraction; `age` are completed years. 0 when the contribution period is too short
    and nothing exempts from it. Raises ValueError naming the argument.
    """
    return max_allowances_explained(contribution_months, age, child_under_25, invalidity_40, exempt).figure


def max_allowances_explained(
    contribution_months: Decimal, age: int, child_under_25: bool, invalidity_40: bool, exempt: bool
) -> Explanation[int]:
    """`max_allowances`, with the paragraph that decides."""
    months = arguments.amount("contribution_months", contribution_months)
    years = arguments.age("age", age)
    has_child = arguments.yes_or_no("child_under_25", child_under_25)
    has_pension = arguments.yes_or_no("invalidity_40", invalidity_40)
    if arguments.yes_or_no("exempt", exempt):
        return _maximum(EXEMPT_MAX, Finding.MAXIMUM_EXEMPT, "", "LACI 27 al. 4")
    if months < CONTRIBUTION_MIN:
        return _maximum(0, Finding.MAXIMUM_NONE, f"{plain(months)} < {CONTRIBUTION_MIN}", "LACI 13 al. 1")
    if years < YOUNG and not has_child:
        return _maximum(YOUNG_MAX, Finding.MAXIMUM_YOUNG, f"{years} < {YOUNG}", "LACI 27 al. 5bis")
    if months >= 22 and (years >= 55 or has_pension):
        return _maximum(520, Finding.MAXIMUM, f"{plain(months)} ≥ 22", "LACI 27 al. 2 let. c")
    if months >= 18:
        return _maximum(400, Finding.MAXIMUM, f"{plain(months)} ≥ 18", "LACI 27 al. 2 let. b")
    return _maximum(260, Finding.MAXIMUM, f"{plain(months)} ≥ {CONTRIBUTION_MIN}", "LACI 27 al. 2 let. a")


def max_allowances_near_pension(
    maximum: Explanation[int], *, opens_on: datetime.date, pension_on: datetime.date
) -> Explanation[int]:
    """120 more when the framework opens in the four years before the reference age (LACI 27 para. 3, OACI 41b).

    `pension_on` is the day on which the reference age is reached; without any right there is nothing to add to.
    """
    opened = arguments.day("opens_on", opens_on)
    reached = arguments.day("pension_on", pension_on)
    if maximum.figure == 0 or not months_later(reached, -NEAR_PENSION_MONTHS) <= opened < reached:
        return maximum
    total = maximum.figure + NEAR_PENSION_DAYS
    return _maximum(
        total,
        Finding.MAXIMUM_NEAR_PENSION,
        f"{maximum.figure} + {NEAR_PENSION_DAYS} = {total}",
        "LACI 27 al. 3",
        "OACI 41b",
    )


def _maximum(figure: int, finding: Finding, formula: str, *articles: str) -> Explanation[int]:
    return Explanation(
        figure=figure, finding=finding, formula=formula, articles=articles, confidence=Confidence.VERIFIED
    )
