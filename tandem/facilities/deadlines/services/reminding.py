import datetime
from collections.abc import Iterator

import structlog
from django.db import transaction

from tandem.facilities.deadlines import registry, rules
from tandem.facilities.deadlines.enums import Step
from tandem.facilities.deadlines.messages import OPEN, URGENT
from tandem.facilities.deadlines.models import Reminder
from tandem.facilities.deadlines.types import Deadline, Due
from tandem.facilities.notifications.services import tell
from tandem.foundation.clock import day_of
from tandem.identity.access.types import Acting
from tandem.identity.own_data.selectors import closed_among
from tandem.identity.people.selectors import located_after
from tandem.identity.people.types import Located

log = structlog.get_logger()

BATCH = 200


def remind(acting: Acting, *, now: datetime.datetime) -> int:
    """Tell everybody what has come closer since she was last told; returns how many were told.

    May run at any time and as often as it likes: each step is told once, the latest one after days without a worker.
    One message holds all that one person has to think of. Each person is a transaction of her own: what goes wrong for
    one of them is logged and keeps nobody else from being told.
    """
    return sum(_remind_one(acting, person_id, dues, now) for person_id, dues in _due(now))


def _due(now: datetime.datetime) -> Iterator[tuple[int, list[Due]]]:
    """Whom to tell what, batch by batch; the number of queries of a batch does not depend on what is in it."""
    last = 0
    while people := located_after(last, BATCH):
        last = max(people)
        known = registry.deadlines(_open(people), now=now, with_requests=True)
        told = set(
            Reminder.objects.filter(person_id__in=list(known)).values_list("person_id", "key", "subject", "step")
        )
        for person_id, deadlines in known.items():
            dues = [due for due in _steps(deadlines, day_of(now)) if (person_id, *_step_of(due)) not in told]
            if dues:
                yield person_id, dues


def _open(people: dict[int, Located]) -> dict[int, Located]:
    closed = closed_among(people)
    return {person_id: person for person_id, person in people.items() if person_id not in closed}


def _steps(deadlines: list[Deadline], today: datetime.date) -> Iterator[Due]:
    for deadline in deadlines:
        step = rules.step_on(
            today, opens_on=deadline.opens_on, due_on=deadline.due_on, late_allowed=deadline.late_allowed
        )
        if deadline.is_told and step in {Step.OPENS, Step.MIDDLE}:
            continue
        if step is not None and not deadline.is_done:
            yield Due(deadline=deadline, step=step)


def _step_of(due: Due) -> tuple[str, str, str]:
    return (*due.deadline.identity, due.step.value)


def _remind_one(acting: Acting, person_id: int, dues: list[Due], now: datetime.datetime) -> bool:
    try:
        with transaction.atomic():
            return _tell(acting, person_id, [due for due in dues if due.deadline.holds(now)], now)
    except Exception:
        log.exception("reminder_failed")
        return False


def _tell(acting: Acting, person_id: int, dues: list[Due], now: datetime.datetime) -> bool:
    if not dues:
        return False
    kind = URGENT if any(due.step.is_urgent for due in dues) else OPEN
    links = {due.deadline.link for due in dues}
    message_id = tell(
        acting,
        person_id=person_id,
        kind=kind.key,
        facts={"items": dues},
        link=links.pop() if len(links) == 1 else "",
        now=now,
    )
    if message_id is None:
        return False  # she was told less than a day ago: the next run tries again
    Reminder.objects.bulk_create(
        Reminder(
            person_id=person_id,
            key=due.deadline.key,
            subject=due.deadline.subject,
            step=due.step,
            message_id=message_id,
        )
        for due in dues
    )
    return True
