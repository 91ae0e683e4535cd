"""The law's amounts with the days from which and until which they hold.

A value whose time is over and that has no successor here is still used, and named in `Law.outdated`: a figure from it
is shown as indicative, because silence on 1 January would help nobody.
"""

import datetime
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import lru_cache

from tandem.eservices.entitlement.enums import Confidence
from tandem.eservices.entitlement.rules import arguments


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One amount of the law; `until` is the first day on which it no longer holds, None while no end is known."""

    name: str
    value: Decimal
    since: datetime.date
    until: datetime.date | None = None
    article: str
    confidence: Confidence = Confidence.VERIFIED


@dataclass(frozen=True, kw_only=True)
class Law:
    """The amounts that hold on one day. CHF; shares as fractions; limits per month, per year or per day as named."""

    insured_min_month: Decimal
    insured_max_month: Decimal
    days_per_month: Decimal
    rate_full: Decimal
    rate_reduced: Decimal
    full_allowance_limit: Decimal
    flat_tertiary_day: Decimal
    flat_upper_secondary_day: Decimal
    flat_other_day: Decimal
    flat_under_20_day: Decimal
    waiting_limit_1_year: Decimal
    waiting_limit_2_year: Decimal
    waiting_limit_3_year: Decimal
    waiting_limit_4_year: Decimal
    old_age_share: Decimal
    pension_fund_share: Decimal
    entry_limit_year: Decimal
    coordination_year: Decimal
    coordinated_min_year: Decimal
    child_allowance_month: Decimal
    education_allowance_month: Decimal
    outdated: frozenset[str] = field(default_factory=frozenset)

    def is_outdated(self, *names: str) -> bool:
        """The time of one of these amounts is over, and the next amount is not known."""
        return not self.outdated.isdisjoint(names)


MEMORY = Confidence.MEMORY
# The first day on which every amount below is known to have held.
FIRST_DAY = datetime.date(2023, 1, 1)


def _row(
    name: str,
    value: str,
    article: str,
    *,
    since: str = "2021-01-01",
    until: str | None = None,
    confidence: Confidence = Confidence.VERIFIED,
) -> Parameter:
    return Parameter(
        name=name,
        value=Decimal(value),
        article=article,
        since=datetime.date.fromisoformat(since),
        until=datetime.date.fromisoformat(until) if until else None,
        confidence=confidence,
    )


PARAMETERS = (
    _row("insured_min_month", "500", "OACI 40"),
    _row("insured_max_month", "12350", "LACI 23 al. 1", since="2016-01-01"),
    _row("days_per_month", "21.7", "OACI 40a"),
    _row("rate_full", "0.80", "LACI 22 al. 1"),
    _row("rate_reduced", "0.70", "LACI 22 al. 2"),
    _row("full_allowance_limit", "140", "LACI 22 al. 2 let. b"),
    _row("flat_tertiary_day", "153", "OACI 41 al. 1"),
    _row("flat_upper_secondary_day", "127", "OACI 41 al. 1"),
    _row("flat_other_day", "102", "OACI 41 al. 1"),
    _row("flat_under_20_day", "40", "OACI 41 al. 1"),
    _row("waiting_limit_1_year", "36000", "OACI 6a"),
    _row("waiting_limit_2_year", "60000", "LACI 18 al. 1"),
    _row("waiting_limit_3_year", "90000", "LACI 18 al. 1"),
    _row("waiting_limit_4_year", "125000", "LACI 18 al. 1"),
    _row("old_age_share", "0.053", "LACI 22a al. 1", since="2021-01-01"),
    _row("pension_fund_share", "0.0025", "LACI 22a al. 3", since="2019-01-01", confidence=Confidence.SECONDARY),
    _row("entry_limit_year", "22050", "LPP 2 al. 1", since="2023-01-01", until="2025-01-01", confidence=MEMORY),
    _row("entry_limit_year", "22680", "LPP 2 al. 1", since="2025-01-01", until="2027-01-01"),
    _row("coordination_year", "25725", "LPP 8 al. 1", since="2023-01-01", until="2025-01-01"),
    _row("coordination_year", "26460", "LPP 8 al. 1", since="2025-01-01", until="2027-01-01"),
    _row("coordinated_min_year", "3675", "LPP 8 al. 2", since="2023-01-01", until="2025-01-01", confidence=MEMORY),
    _row("coordinated_min_year", "3780", "LPP 8 al. 2", since="2025-01-01", until="2027-01-01"),
    _row("child_allowance_month", "200", "LAFam 5 al. 1", since="2023-01-01", until="2025-01-01", confidence=MEMORY),
    _row("child_allowance_month", "215", "LAFam 5 al. 1", since="2025-01-01"),
    _row(
        "education_allowance_month", "250", "LAFam 5 al. 2", since="2023-01-01", until="2025-01-01", confidence=MEMORY
    ),
    _row("education_allowance_month", "268", "LAFam 5 al. 2", since="2025-01-01"),
)


@lru_cache(maxsize=64)
def _law_on(day: datetime.date) -> Law:
    values, outdated = {}, set()
    for name in (one.name for one in fields(Law) if one.name != "outdated"):
        begun = [row for row in PARAMETERS if row.name == name and row.since <= day]
        latest = max(begun, key=lambda row: row.since)
        values[name] = latest.value
        if latest.until is not None and day >= latest.until:
            outdated.add(name)
    return Law(**values, outdated=frozenset(outdated))


def law_on(day: datetime.date) -> Law:
    """The amounts on a day. ValueError naming `day` when it is no date or lies before 1 January 2023."""
    if arguments.day("day", day) < FIRST_DAY:
        raise ValueError(f"day: the amounts are known from {FIRST_DAY:%Y-%m-%d} on, not on {day}.")
    return _law_on(day)


# What the functions use that are not given a day: the amounts of 2026.
LAW_2026 = law_on(datetime.date(2026, 1, 1))
