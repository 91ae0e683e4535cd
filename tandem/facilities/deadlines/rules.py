"""When to remind somebody of a deadline. Pure functions on days; no law says how early, so all of it is ours."""

import datetime

from tandem.facilities.deadlines.enums import Step

LAST_DAYS = datetime.timedelta(days=2)
# A shorter time is not halved: opening and last days follow each other closely enough.
LONG_ENOUGH = datetime.timedelta(days=8)
# After that nobody is reminded any more: it is known, and nagging helps nobody.
LATE_FOR = datetime.timedelta(days=7)


def step_on(day: datetime.date, *, opens_on: datetime.date, due_on: datetime.date, late_allowed: bool) -> Step | None:
    """The last step that was reached on `day`; None before it opens and once reminding has no use.

    After days without a worker only the step that counts now is left, whatever was missed before it.
    """
    if day < opens_on:
        return None
    if day > due_on:
        return Step.LATE if late_allowed and day <= due_on + LATE_FOR else None
    if day == due_on:
        return Step.LAST_DAY
    if day >= due_on - LAST_DAYS:
        return Step.LAST_DAYS
    span = due_on - opens_on
    return Step.MIDDLE if span >= LONG_ENOUGH and day >= opens_on + span // 2 else Step.OPENS
