"""A calendar month is its first day; periods are half-open."""

import calendar
import datetime


class MonthConverter:
    """`2026-03` in a URL, the first day of that month in Python."""

    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(f"{value}-01")

    def to_url(self, value: datetime.date) -> str:
        return f"{value:%Y-%m}"


def month_of(day: datetime.date) -> datetime.date:
    """The first day of the month `day` lies in."""
    return day.replace(day=1)


def following(month: datetime.date) -> datetime.date:
    """The first day of the next month."""
    return (month.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def preceding(month: datetime.date) -> datetime.date:
    """The first day of the month before."""
    return (month.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The day of the same number so many months later, or the last of that month (CO/OR 77 al. 1 ch. 3).

    months_later(2026-08-31, 6) is 2027-02-28. A negative number goes back.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
