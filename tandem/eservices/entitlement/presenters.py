"""What the calculators answer."""

import datetime
from decimal import Decimal
from typing import Any

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Finding
from tandem.eservices.entitlement.selectors import InWords, in_words
from tandem.eservices.entitlement.types import Situation
from tandem.eservices.entitlement.wording import PARAMETERS
from tandem.foundation import formatting
from tandem.foundation.months import month_of, months_later
from tandem.identity.access.rules import citation

# The figures that a person looks for first.
MAIN = (
    Finding.ALLOWANCE,
    Finding.ALLOWANCE_FLOOR,
    Finding.EARNINGS_TOO_LOW,
    Finding.MAXIMUM_NONE,
)
MONTHS_SHOWN = 13


def expectation(situation: Situation) -> dict[str, Any]:
    """All figures in words, and the one that counts most."""
    found = rules.outlook(situation)
    main = found.of(*MAIN)
    return {
        "figures": [in_words(one) for one in found.figures],
        "main": in_words(main) if main else None,
        "nothing": main is not None and main.figure == 0,
    }


def earnings(said: dict[str, Any]) -> dict[str, Any]:
    """What the fund adds to a month's earnings, step by step."""
    who = (said["insured_month"], said["child_under_25"], said["invalidity_40"])
    month: datetime.date = said["month"]
    law = rules.law_on(month)
    own = rules.self_employed_income(said["own_income"] or Decimal(0), said["material"] or Decimal(0))
    income = (said["income"] or Decimal(0)) + own
    days = rules.controlled_days(month)
    rate = rules.rate_explained(*who, law=law)
    result = rules.intermediate_earnings(said["insured_month"], income, days, rate.figure, law=law)
    return {
        "main": in_words(result.explanation),
        "figures": [in_words(rate), in_words(rules.daily_allowance_explained(*who, law=law))],
        "result": result,
        "income": income,
        "own": own,
        "days": days,
        "month": month,
        "together": income + result.compensation,
    }


def month_choices(today: datetime.date) -> list[tuple[str, str]]:
    """This month, the year before it and the next one, the latest first."""
    latest = months_later(month_of(today), 1)
    months = [months_later(latest, -back) for back in range(MONTHS_SHOWN + 1)]
    return [(month.isoformat(), formatting.month_and_year(month)) for month in months]


def amounts(language: str) -> list[dict[str, Any]]:
    """The amounts of the law that the figures are computed with, and from when until when they hold."""
    return [
        {
            "label": PARAMETERS[row.name],
            "value": _shown(row),
            "since": row.since,
            "last_day": row.until - datetime.timedelta(days=1) if row.until else None,
            "article": citation(row.article, language),
            "indicative": row.confidence.indicative,
        }
        for row in rules.PARAMETERS
    ]


def _shown(row: rules.Parameter) -> str:
    if row.name.endswith(("_share", "rate_full", "rate_reduced")):
        return f"{formatting.number((row.value * 100).normalize())}{formatting.NO_BREAK}%"
    if row.name == "days_per_month":
        return formatting.number(row.value)
    return formatting.money(row.value)


__all__ = ["InWords", "amounts", "earnings", "expectation", "month_choices"]
