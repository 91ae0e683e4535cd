"""What time does to mandates. The tasks only note and tell: a mandate past its end opens nothing, task or no task."""

import datetime

from django.db import transaction

from tandem.foundation.clock import day_of
from tandem.identity.access.types import Acting
from tandem.identity.mandates import notices, rules
from tandem.identity.mandates.enums import Channel, Duration, EndReason, Event, State
from tandem.identity.mandates.models import OPEN, Mandate
from tandem.identity.mandates.steps import by_platform, end_at_once, move, note, step


@transaction.atomic
def close_expired(acting: Acting, *, now: datetime.datetime) -> int:
    """Note the end of mandates whose date has passed, and of questions that nobody answered; returns their number."""
    closed = 0
    for mandate in _waiting(state=State.GRANTED, ends_at__lte=now):
        move(mandate, Event.EXPIRE, Channel.PLATFORM, now=now)
        note(by_platform(mandate, now), "mandates.note_end", mandate, now)
        closed += 1
    for mandate in _waiting(state__in=OPEN, proposed_at__lte=now - rules.LAPSES_AFTER):
        move(mandate, Event.LAPSE, Channel.PLATFORM, now=now)
        closed += 1
    return closed


@transaction.atomic
def end_what_nobody_holds(acting: Acting, *, now: datetime.datetime) -> int:
    """End the mandates of which no named helper is there any more, and of blocked structures; returns their number.

    They open nothing already, because each use asks. This tells the person.
    """
    orphans = Mandate.objects.held_by_nobody(on=day_of(now)).order_by("pk")
    ended = 0
    for mandate in _waiting(state=State.GRANTED, pk__in=list(orphans.values_list("pk", flat=True))):
        end_at_once(mandate, Channel.PLATFORM, EndReason.NOBODY_LEFT, now=now)
        note(by_platform(mandate, now), "mandates.note_end", mandate, now)
        notices.tell_both(mandate, "ended", now=now)
        ended += 1
    return ended


@transaction.atomic
def warn(acting: Acting, *, now: datetime.datetime) -> int:
    """Tell both sides 30 and 7 days before the end, each once; of two warnings that are due at once only the later.

    Returns how many mandates were told about.
    """
    horizon = now + datetime.timedelta(days=max(rules.WARN_DAYS) + 1)
    told = 0
    for mandate in _waiting(state=State.GRANTED, ends_at__gt=now, ends_at__lte=horizon):
        if mandate.starts_at is None or mandate.ends_at is None or day_of(mandate.starts_at) == day_of(now):
            continue  # told today with the consent itself
        due = rules.warnings_due(Duration(mandate.duration), mandate.ends_at, now)
        known = set(mandate.steps.filter(event=Event.WARN).values_list("days_left", flat=True))
        fresh = [days for days in due if days not in known]
        for days in fresh:
            step(mandate, Event.WARN, Channel.PLATFORM, now=now, days_left=days)
        if fresh:
            notices.tell_both(mandate, "ends_soon", now=now)
            told += 1
    return told


def _waiting(**conditions: object) -> "list[Mandate]":
    """The mandates that a task works on now; one that somebody else holds at this moment waits for the next run."""
    rows = Mandate.objects.filter(**conditions).select_for_update(of=("self",), skip_locked=True)
    return list(rows.order_by("pk"))
