"""The law of the monthly indications of the insured person. No Django, no clock."""

import datetime

from tandem.foundation.months import following, months_later

MONTHS_TO_CLAIM = 3
ONE_DAY = datetime.timedelta(days=1)


def last_day(period: datetime.date) -> datetime.date:
    """The last day to claim for the control period (calendar month) in which `period` lies.

    The last day of the third month after it (LACI art. 20 para. 3). It is a time limit of forfeiture and is shown
    as it stands: whether a weekend extends it (LPGA art. 38 para. 3) is not certain, and nothing suspends it.
    Raises ValueError naming `period` when it is no date.
    """
    if not isinstance(period, datetime.date) or isinstance(period, datetime.datetime):
        raise ValueError(f"period: a date in the control period is needed, got {period!r}.")
    return following(months_later(period.replace(day=1), MONTHS_TO_CLAIM)) - ONE_DAY


def is_forfeited(filed_on: datetime.date, period: datetime.date) -> bool:
    """Filed (posted, handed in or sent) after the last day; only LPGA art. 41 may then still help."""
    if not isinstance(filed_on, datetime.date) or isinstance(filed_on, datetime.datetime):
        raise ValueError(f"filed_on: a date is needed, got {filed_on!r}.")
    return filed_on > last_day(period)
