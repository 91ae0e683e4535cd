"""What an employer's certificate must say, and what cannot be right in it. Pure."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tandem.foundation.months import following

LIFE = datetime.timedelta(days=60)
LONGEST_DAY = Decimal(24)  # hours


def days_of(month: datetime.date) -> list[datetime.date]:
    """All days of a month, in their order."""
    number = (following(month) - month).days
    return [month + datetime.timedelta(days=offset) for offset in range(number)]


def hours_in_all(hours: Mapping[str, Any], month: datetime.date) -> Decimal:
    """The sum of the hours of each day, given as {"day_1": Decimal, ...}; a day without hours counts nothing."""
    return sum((hours.get(f"day_{day.day}") or Decimal(0) for day in days_of(month)), Decimal(0))


def parts_exceed(gross: Decimal, parts: Iterable[Decimal | None]) -> bool:
    """Whether what is contained in the gross wage (holiday pay, 13th, other) is more than the whole."""
    return sum((part or Decimal(0) for part in parts), Decimal(0)) > gross
