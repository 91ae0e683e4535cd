"""The law of the monthly indications of the insured person. No Django, no clock."""

import datetime

from tandem.foundation.months import following, months_later

MONTHS_TO_CLAIM = 3
# Day of the month from which funds usually take its form; each may say another one (rules.md R-14: configuration).
USUAL_OPENING = 22
# An incapacity of so many days needs a medical certificate (practice of the offices, job-room.md 14).
CERTIFICATE_FROM_DAY = 4
ONE_DAY = datetime.timedelta(days=1)


def last_day(period: datetime.date) -> datetime.date:
    """The last day to claim for the control period (calendar month) in which `period` lies.

    The last day of the third month after it (LACI art. 20 para. 3). It is a time limit of forfeiture and is shown
    as it stands: whether a weekend extends it (LPGA art. 38 para. 3) is not certain, and nothing suspends it.
    Raises ValueError naming `period` when it is no date.
    """
    if not isinstance(period, datetime.date) or isinstance(period, datetime.datetime):
        raise ValueError(f"period: a date in the control period is needed, got {period!r}.")
    if period.year == datetime.MAXYEAR:
        raise ValueError(f"period: the calendar ends before that claim would lapse, got {period}.")
    return following(months_later(period.replace(day=1), MONTHS_TO_CLAIM)) - ONE_DAY


def is_forfeited(filed_on: datetime.date, period: datetime.date) -> bool:
    """Filed (posted, handed in or sent) after the last day; only LPGA art. 41 may then still help."""
    if not isinstance(filed_on, datetime.date) or isinstance(filed_on, datetime.datetime):
        raise ValueError(f"filed_on: a date is needed, got {filed_on!r}.")
    return filed_on > last_day(period)


def opening_day(period: datetime.date, day: int) -> datetime.date:
    """The day `day` of the month in which `period` lies, or its last one where it has fewer (OACI art. 23 para. 4)."""
    last = following(period.replace(day=1)) - ONE_DAY
    return last.replace(day=min(day, last.day))


def clipped(
    from_day: datetime.date, to_day: datetime.date | None, first: datetime.date, last: datetime.date
) -> dict[str, datetime.date]:
    """The part of a spell that lies within `first` to `last`, all days included; one without end goes on to `last`.

    For spells that touch the period: otherwise what comes back ends before it begins.
    """
    return {"from_day": max(from_day, first), "to_day": last if to_day is None else min(to_day, last)}
