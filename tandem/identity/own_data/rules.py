"""How long what is kept about a person, counted from the day on which her file was closed."""

import calendar
import datetime
from collections.abc import Mapping

from tandem.identity.access.enums import Retention

# What a class's time limit is, in months, and where it comes from.
PERIODS: Mapping[Retention, tuple[int, str]] = {
    # No law asks for it: ours, as short as is useful to somebody who comes back soon.
    Retention.CONVENIENCE: (6, ""),
    # Data of insured persons are kept five years after they were last worked on.
    Retention.FILE: (60, "OACI 125"),
    # Books and vouchers are kept ten years; such rows name nobody once the file is erased.
    Retention.EVIDENCE: (120, "OACI 125"),
}

# How long before an erasure she hears of it. What outlives her name names nobody who could hear of it.
NOTICE = datetime.timedelta(days=30)
ANNOUNCED = frozenset({Retention.CONVENIENCE, Retention.FILE})


def erased_on(closed_on: datetime.date, retention: Retention) -> datetime.date:
    """The first day on which nothing of this class is kept any more.

    A month without such a day ends the period on its last one (CO 77 al. 1 ch. 3).
    """
    months, _source = PERIODS[retention]
    years, month = divmod(closed_on.month - 1 + months, 12)
    year, month = closed_on.year + years, month + 1
    day = min(closed_on.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day)


def may_be_erased(retention: Retention, told_at: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether she has had her 30 days to take a copy or to object."""
    return retention not in ANNOUNCED or (told_at is not None and told_at + NOTICE <= now)
