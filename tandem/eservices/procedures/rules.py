"""When something may be filed. The articles stand in the window of each procedure."""

import datetime

from tandem.eservices.procedures.enums import State

DUE_SOON_DAYS = 3
# How long a document that was added to a form is kept once no form needs it: long enough for whoever was interrupted,
# or waits for a new list of codes; data that serve nothing are destroyed (LPD 6 al. 4).
KEPT_UNUSED = datetime.timedelta(days=30)


def is_open(*, opens_on: datetime.date | None, closes_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether something can be filed at all today; both days are included, None is no limit."""
    return (opens_on is None or opens_on <= today) and (closes_on is None or today <= closes_on)


def is_late(due_on: datetime.date | None, today: datetime.date) -> bool:
    """Late from the day after the due day on (Swiss calendar days)."""
    return due_on is not None and today > due_on


def is_for_the_platform(*, due_on: datetime.date | None, began_on: datetime.date, today: datetime.date) -> bool:
    """Whether the platform files it: its due day is over, and it had been begun by then (OACI 26 al. 2).

    Whoever begins later is late, and sends it herself: nobody may say that it was there in time.
    """
    return due_on is not None and began_on <= due_on and is_late(due_on, today)


def minutes(fields: int, pages: int) -> int:
    """How long a form takes, in whole minutes, rounded up: a quarter of a minute a question, 10 seconds a page.

    A yardstick of ours to hold budgets against, not a measurement.
    """
    return -(-(fields * 15 + pages * 10) // 60)


def state(
    *,
    opens_on: datetime.date | None,
    due_on: datetime.date | None,
    closes_on: datetime.date | None,
    late_allowed: bool,
    is_begun: bool,
    is_correction: bool,
    waits: bool,
    today: datetime.date,
) -> State:
    """Where something that is not filed stands today. What waits for the person's word comes before any deadline.

    A correction has no deadline: what it corrects was received.
    """
    if is_correction:
        return State.TO_CONFIRM if waits else State.BEGUN
    if opens_on is not None and today < opens_on:
        return State.AHEAD
    if (closes_on is not None and today > closes_on) or (is_late(due_on, today) and not late_allowed):
        return State.CLOSED
    if waits:
        return State.TO_CONFIRM
    return _by_day(due_on, today) or (State.BEGUN if is_begun else State.OPEN)


def _by_day(due_on: datetime.date | None, today: datetime.date) -> State | None:
    if due_on is None or (due_on - today).days >= DUE_SOON_DAYS:
        return None
    return State.LATE if is_late(due_on, today) else State.DUE_SOON
