"""Control-free days and days of illness (R-33, R-34)."""

import datetime
from decimal import Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.types import Explanation, Period

DAYS_TO_EARN = 60
DAYS_EARNED = 5
ANNOUNCE = datetime.timedelta(days=14)
REPORT = datetime.timedelta(days=7)
LAST_PAID_DAY = datetime.timedelta(days=29)
ILLNESS_MAX = 44


def control_free_days(controlled_days: int) -> Explanation[int]:
    """Five control-free days for each 60 days of controlled unemployment (OACI art. 27 para. 1)."""
    days = arguments.whole("controlled_days", controlled_days)
    earned = days // DAYS_TO_EARN * DAYS_EARNED
    return Explanation(
        figure=earned,
        finding=Finding.CONTROL_FREE,
        formula=f"{days} ÷ {DAYS_TO_EARN} → {days // DAYS_TO_EARN} × {DAYS_EARNED} = {earned}",
        articles=("OACI 27 al. 1",),
        confidence=Confidence.VERIFIED,
    )


def announce_by(start: datetime.date) -> datetime.date:
    """The last day to announce control-free days that begin on `start`: 14 days before (OACI art. 27 para. 3)."""
    return arguments.day("start", start) - ANNOUNCE


def report_illness_by(start: datetime.date) -> datetime.date:
    """The last day to report an incapacity that began on `start`: within one week (OACI art. 42 para. 1)."""
    return arguments.day("start", start) + REPORT


def last_paid_day(start: datetime.date) -> datetime.date:
    """The 30th day of an incapacity (LACI art. 28 para. 1). That the first day counts is from memory: indicative."""
    return arguments.day("start", start) + LAST_PAID_DAY


def illness_allowances_left(used: int) -> Explanation[int]:
    """How many of the 44 allowances for days of illness are left in the framework (LACI art. 28 para. 1)."""
    days = arguments.whole("used", used, highest=ILLNESS_MAX)
    return Explanation(
        figure=ILLNESS_MAX - days,
        finding=Finding.ILLNESS_LEFT,
        formula=f"{ILLNESS_MAX} − {days} = {ILLNESS_MAX - days}",
        articles=("LACI 28 al. 1",),
        confidence=Confidence.VERIFIED,
    )


def unpaid_before_report(
    start: datetime.date, *, reported_on: datetime.date, on_monthly_form: bool, excused: bool
) -> Period | None:
    """The days of incapacity that are lost by a late report, None when there are none (OACI art. 42 para. 2).

    Nothing is lost when the report came within a week, the monthly form says it, or there is an excuse.
    """
    begun = arguments.day("start", start)
    reported = arguments.day("reported_on", reported_on)
    saved = arguments.yes_or_no("on_monthly_form", on_monthly_form) | arguments.yes_or_no("excused", excused)
    if saved or reported <= report_illness_by(begun):
        return None
    return Period(begun, reported)


def share_while_partly_able(capacity_percent: int) -> Decimal:
    """After the 30th day, with daily benefits of another insurer: which part of the allowance (LACI art. 28 para. 4).

    The whole from a capacity for work of 75 %, half from 50 %, otherwise nothing.
    """
    capacity = arguments.whole("capacity_percent", capacity_percent, highest=100)
    if capacity >= 75:
        return Decimal(1)
    return Decimal("0.5") if capacity >= 50 else Decimal(0)
