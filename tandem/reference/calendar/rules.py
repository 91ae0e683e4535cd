"""Legal holidays of a canton and the working days between them.

LPGA art. 38 para. 3: a time limit does not end on a Saturday, a Sunday or a day that federal law or the law of the
canton of the person's (or her representative's) domicile or seat declares a holiday.

Whole legal holidays count. Half days (Labour Day in Solothurn), days that a canton leaves to employers or communes
(Easter Monday in Valais, Berchtold's Day in Glarus) and local feasts do not: a date shown here is then a day early,
never a day late.
"""

import datetime
from functools import lru_cache

from tandem.reference.localities.enums import CantonCode

SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)


@lru_cache(maxsize=2048)
def legal_holidays(canton: str, year: int) -> frozenset[datetime.date]:
    """The federal and cantonal holidays of a year, those that fall on a weekend included.

    ValueError when `canton` is not one of the 26 abbreviations, or `year` not between 1970 and 2100.
    """
    _check_canton(canton)
    if not 1970 <= year <= 2100:
        raise ValueError(f"year: holidays are known from 1970 to 2100, not for {year}.")
    from holidays.constants import PUBLIC  # noqa: PLC0415 - a third of a second, paid only by who asks
    from holidays.countries import Switzerland  # noqa: PLC0415

    return frozenset(Switzerland(subdiv=str(canton), years=year, categories=(PUBLIC,)))


def is_working_day(day: datetime.date, canton: str) -> bool:
    """Neither weekend nor legal holiday in the canton (LPGA art. 38 para. 3)."""
    holidays = legal_holidays(canton, day.year)
    return day.weekday() < SATURDAY and day not in holidays


def next_working_day(day: datetime.date, canton: str) -> datetime.date:
    """The day itself if it is a working day, otherwise the first one after it."""
    while not is_working_day(day, canton):
        day += ONE_DAY
    return day


def add_working_days(day: datetime.date, n: int, canton: str) -> datetime.date:
    """The n-th working day after `day`, which itself does not count; with n = 0 the next working day from `day` on.

    ValueError when `n` is negative.
    """
    if n < 0:
        raise ValueError(f"n: a number of working days cannot be negative, got {n}.")
    if n == 0:
        return next_working_day(day, canton)
    for _ in range(n):
        day = next_working_day(day + ONE_DAY, canton)
    return day


def nth_working_day(month: datetime.date, n: int, canton: str) -> datetime.date:
    """The n-th working day, from 1, of the month in which `month` lies.

    ValueError when `n` is below 1 or the month has fewer working days.
    """
    if n < 1:
        raise ValueError(f"n: working days of a month count from 1, got {n}.")
    found = add_working_days(month.replace(day=1) - ONE_DAY, n, canton)
    if (found.year, found.month) != (month.year, month.month):
        raise ValueError(f"n: {month:%Y-%m} has fewer than {n} working days in {canton}.")
    return found


def _check_canton(canton: str) -> None:
    if canton not in CantonCode.__members__:
        raise ValueError(f"canton: {canton!r} is not a canton; known are {', '.join(CantonCode)}.")
