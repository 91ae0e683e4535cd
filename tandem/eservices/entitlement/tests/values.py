"""Short spellings for tables of the law."""

import datetime
from decimal import Decimal

from hypothesis import strategies as st

MONEY = st.decimals(0, 20_000, places=2)
YES_OR_NO = st.booleans()

NO_AMOUNT = [
    None,
    "6000",
    6000.0,
    True,
    Decimal(-1),
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("Infinity"),
    Decimal("1E+30"),
    datetime.date(2026, 1, 1),
]
NO_WHOLE_NUMBER = [None, "22", 22.0, Decimal("22.5"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), True, -1]
NO_YES_OR_NO = [None, 0, 1, "yes", Decimal(1)]
NO_DAY = [None, "2026-03-01", 20260301, 1.0, True, datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)]


def chf(text: str) -> Decimal:
    return Decimal(text.replace("'", ""))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
