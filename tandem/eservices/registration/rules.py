"""The law of the registration. No Django, no clock."""

import datetime

from tandem.eservices.entitlement.types import Period

DAYS_TO_FIRST_INTERVIEW = 15
ONE_DAY = datetime.timedelta(days=1)
SWITZERLAND = "CH"
# Whose nationals move freely (regulations (EC) 883/2004 and 987/2009; agreements with the EU and EFTA).
EUROPE = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905
)


def first_interview_by(registered_on: datetime.date) -> datetime.date:
    """The last day for the first interview: 15 calendar days after the registration (OACI art. 20a para. 1)."""
    return _date("registered_on", registered_on) + datetime.timedelta(days=DAYS_TO_FIRST_INTERVIEW)


def claim_possible_from(last_working_day: datetime.date, registered_on: datetime.date) -> datetime.date:
    """The first day for which an allowance can be claimed (LACI art. 17 para. 2): not before the registration."""
    after_work = _date("last_working_day", last_working_day) + ONE_DAY
    return max(after_work, _date("registered_on", registered_on))


def days_lost(last_working_day: datetime.date, registered_on: datetime.date) -> Period | None:
    """The workless days before the registration, for which there is no allowance; None when there are none."""
    after_work = _date("last_working_day", last_working_day) + ONE_DAY
    possible = claim_possible_from(last_working_day, registered_on)
    return Period(after_work, possible) if after_work < possible else None


def _date(name: str, value: object) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise ValueError(f"{name}: a date is needed, got {value!r}.")
    return value
