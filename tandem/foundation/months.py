"""A calendar month is its first day; periods are half-open."""

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
