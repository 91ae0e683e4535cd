"""Earnings during unemployment (R-35)."""

import datetime
from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.allowance import (
    allowance_at,
    insured_amount,
)
from tandem.eservices.entitlement.rules.figures import CENT, francs, percent, plain, to_cents, to_tenths
from tandem.eservices.entitlement.rules.parameters import LAW_2026, Law
from tandem.eservices.entitlement.types import Explanation, IntermediateEarnings
from tandem.foundation.months import months_later

SELF_EMPLOYED_FLAT_COSTS = Decimal("0.20")
COMPENSATED_MONTHS = 12
OLDER_THAN = 45
DAYS_OF_LONGEST_MONTH = 23
NOTHING = Decimal("0.00")
ARTICLES = ("LACI 24", "OACI 41a al. 1")


def intermediate_earnings(
    insured_month: Decimal, income: Decimal, controlled_days: int, rate: Decimal, *, law: Law = LAW_2026
) -> IntermediateEarnings:
    """What the insurance pays on top of a month's income (LACI art. 24, OACI art. 41a, AVIG-Praxis B298).

    `income` is the gross income of the month in CHF, `controlled_days` its days from Monday to Friday (1 to 23),
    `rate` what `rate()` returned, 0.70 or 0.80; 70 and 80 mean the same. Compensation is due only when the income per
    controlled day is less than the daily allowance; no month uses more allowances than it has controlled days.
    Raises ValueError naming the argument.
    """
    insured = insured_amount(insured_month, law=law)
    earned = arguments.amount("income", income)
    days = arguments.whole("controlled_days", controlled_days, lowest=1, highest=DAYS_OF_LONGEST_MONTH)
    share = _share(rate, law)

    allowance = allowance_at(insured, share, law=law).figure
    base = insured / law.days_per_month * days
    loss = max(base - earned, NOTHING)
    eligible = earned / days < allowance
    compensation = to_cents(loss * share) if eligible else NOTHING
    per_day = f"{francs(earned)} ÷ {days} = {francs(earned / days)} {'<' if eligible else '≥'} {francs(allowance)}"
    formula = (
        f"({francs(insured)} ÷ {plain(law.days_per_month)} × {days} − {francs(earned)}) × {percent(share)}"
        f" = {francs(compensation)}"
    )
    return IntermediateEarnings(
        eligible=eligible,
        base=to_cents(base),
        loss=to_cents(loss),
        compensation=compensation,
        allowances=min(to_tenths(compensation / allowance), Decimal(days)) if eligible else Decimal("0.0"),
        daily_allowance=allowance,
        explanation=Explanation(
            figure=compensation,
            finding=Finding.INTERMEDIATE if eligible else Finding.INTERMEDIATE_TOO_HIGH,
            formula=formula if eligible else per_day,
            articles=ARTICLES,
            confidence=Confidence.VERIFIED,
        ),
    )


def self_employed_income(gross: Decimal, material: Decimal) -> Decimal:
    """Countable income of self-employed work: gross less proven material and goods, less 20 % (OACI 41a, Praxis C143).

    Never below zero.
    """
    rest = arguments.amount("gross", gross) - arguments.amount("material", material)
    return to_cents(max(rest, NOTHING) * (1 - SELF_EMPLOYED_FLAT_COSTS))


def compensated_until(
    first_month: datetime.date, *, framework_end: datetime.date, child_under_25: bool, age: int
) -> datetime.date:
    """The first day on which intermediate earnings are no longer compensated (LACI art. 24 para. 4).

    Twelve months after the first of them; with a child under 25, or older than 45, to the end of the framework.
    """
    begun = arguments.day("first_month", first_month).replace(day=1)
    end = arguments.day("framework_end", framework_end)
    has_child = arguments.yes_or_no("child_under_25", child_under_25)
    if arguments.age("age", age) > OLDER_THAN or has_child:
        return end
    return min(months_later(begun, COMPENSATED_MONTHS), end)


def _share(rate: object, law: Law) -> Decimal:
    given = arguments.amount("rate", rate)
    for share in (law.rate_full, law.rate_reduced):
        if given in {share, share * 100}:
            return share
    raise ValueError(
        f"rate: {law.rate_reduced.quantize(CENT)} or {law.rate_full.quantize(CENT)} is needed, got {rate!r}."
    )
