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
FIRST_YEAR, LAST_YEAR = 1970, 2100
ONE_DAY = datetime.timedelta(days=1)


def legal_holidays(canton: str, year: int) -> frozenset[datetime.date]:
    """The federal and cantonal holidays of a year, those that fall on a weekend included.

    ValueError when `canton` is not one of the 26 abbreviations, or `year` not between 1970 and 2100.
    """
    _check_canton(canton)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year: holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    return _legal_holidays(canton, year)


@lru_cache(maxsize=2048)
def _legal_holidays(canton: str, year: int) -> frozenset[datetime.date]:
    from holidays.constants import PUBLIC  # noqa: PLC0415 - a third of a second, paid only by who asks
    from holidays.countries import Switzerland  # noqa: PLC0415

    return frozenset(Switzerland(subdiv=str(canton), years=year, categories=(PUBLIC,)))


def is_working_day(day: datetime.date, canton: str) -> bool:
    """Neither weekend nor legal holiday in the canton (LPGA art. 38 para. 3). ValueError names `day` or `canton`."""
    check_day("day", day)
    holidays = legal_holidays(canton, day.year)
    return day.weekday() < SATURDAY and day not in holidays


def next_working_day(day: datetime.date, canton: str) -> datetime.date:
    """The day itself if it is a working day, otherwise the first one after it."""
    while not is_working_day(day, canton):
        day += ONE_DAY
    return day


def add_working_days(day: datetime.date, n: int, canton: str) -> datetime.date:
    """The n-th working day after `day`, which itself does not count; with n = 0 the next working day from `day` on.

    ValueError naming the argument: `day` is a date, `n` a whole number and not negative, `canton` an abbreviation.
    """
    _check_number(n)
    check_day("day", day)
    _check_canton(canton)
    if n < 0:
        raise ValueError(f"n: a number of working days cannot be negative, got {n}.")
    if n == 0:
        return next_working_day(day, canton)
    if n > (datetime.date(LAST_YEAR, 12, 31) - day).days:
        raise ValueError(f"n: holidays are known to {LAST_YEAR}; {n} working days after {day} lie beyond.")
    for _ in range(n):
        day = next_working_day(day + ONE_DAY, canton)
    return day


def nth_working_day(month: datetime.date, n: int, canton: str) -> datetime.date:
    """The n-th working day, from 1, of the month in which `month` lies.

    ValueError when `n` is below 1 or the month has fewer working days.
    """
    _check_number(n)
    check_day("month", month)
    if n < 1:
        raise ValueError(f"n: working days of a month count from 1, got {n}.")
    found = add_working_days(month.replace(day=1) - ONE_DAY, n, canton)
    if (found.year, found.month) != (month.year, month.month):
        raise ValueError(f"n: {month:%Y-%m} has fewer than {n} working days in {canton}.")
    return found


def check_day(name: str, day: object) -> None:
    """Refuse, naming the argument, what is no date of the years whose holidays are known.

    A moment is refused too: on which day it lies depends on a time zone.
    """
    if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
        raise ValueError(f"{name}: a date is needed, got {day!r}.")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{name}: holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not on {day}.")


def _check_number(n: object) -> None:
    if isinstance(n, bool) or not isinstance(n, int):
        raise ValueError(f"n: a whole number of working days is needed, got {n!r}.")


def _check_canton(canton: str) -> None:
    if not isinstance(canton, str) or canton not in CantonCode.__members__:
        raise ValueError(f"canton: {canton!r} is not a canton; known are {', '.join(CantonCode)}.")
