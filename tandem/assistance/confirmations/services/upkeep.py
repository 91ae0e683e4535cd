"""What time does to a question that waits: two reminders, then the list for the next visit. Never a yes."""

import datetime

from django.db import transaction

from tandem.assistance.confirmations import messages, rules, steps
from tandem.assistance.confirmations.enums import Channel, Dropped, Event, State
from tandem.assistance.confirmations.models import Act
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting

BATCH = 500


def remind(acting: Acting, *, now: datetime.datetime) -> int:
    """Remind each person whose yes is waited for, after 3 and after 10 days; then list it for the next visit.

    For the platform. Returns how many were reminded; running it again reminds nobody twice. Raises Hidden for others.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    waiting = Act.objects.filter(state=State.ASKED, asked_at__lte=now - rules.REMIND_AFTER[0])
    return sum(_remind(number, now) for number in waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _remind(act_id: int, now: datetime.datetime) -> bool:
    act = steps.locked(act_id)
    due = rules.reminders_due(act.asked_at, now)
    if act.state != State.ASKED or act.reminded >= due:
        return False
    # A worker that was away for a week reminds once, and not twice in one night.
    act.reminded = due
    steps.move(act, Event.REMIND, Channel.PLATFORM, number=due, now=now)
    messages.remind(act, now=now)
    if due == len(rules.REMIND_AFTER):
        steps.move(act, Event.LIST, Channel.PLATFORM, now=now)
        messages.tell_helper(act, now=now)
    return True


def close_filed(acting: Acting, *, kind: str, subject: str, person_id: int, now: datetime.datetime) -> None:
    """It was filed on another way meanwhile, by her or by the platform: nobody waits for her yes any more."""
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    # Nearly nobody waits: every filing asks, and most need no transaction for it.
    waits = _WAITING.first(person_id=person_id, kind=kind, subject=subject)
    if waits is not None:
        _close(waits, now)


_WAITING = Rows(
    lambda *, person_id, kind, subject: (
        Act.objects.of(person_id).open().filter(kind=kind, subject=subject).order_by("pk").values_list("pk", flat=True)
    ),
    person_id=101,
    kind="kind",
    subject="subject",
)


@transaction.atomic
def _close(act_id: int, now: datetime.datetime) -> None:
    act = steps.locked(act_id)
    if act.is_open:
        steps.move(act, Event.DROP, Channel.PLATFORM, dropped=Dropped.FILED, now=now)
        messages.tell_helper(act, now=now)
