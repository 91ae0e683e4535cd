"""Who knows deadlines and appointments: each feature that has some registers a source from its `apps.py`."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from tandem.facilities.deadlines.types import Appointment, Deadline
from tandem.foundation.months import following, month_of
from tandem.identity.people.registry import add_sign
from tandem.identity.people.selectors import Glance
from tandem.identity.people.types import Located

# The deadlines of these persons around a day, by person: those that are open, will open within weeks, or were due
# within weeks, done ones too. The number of queries must not depend on the number of persons.
Source = Callable[[Mapping[int, Located], datetime.datetime], Mapping[int, list[Deadline]]]

sources: dict[str, Source] = {}
# After which day nothing new falls due to these persons; those without such a day are left out.
Limit = Callable[[Iterable[int]], Mapping[int, datetime.date]]

limits: dict[str, Limit] = {}

# Time limits that somebody in charge has set for one person: few have one, so her own list, her calendar and the job
# that reminds ask for them, and no page that everybody opens.
requests: dict[str, Source] = {}


# The appointments of one person that are still to come, or were within the last weeks.
AppointmentSource = Callable[[int, datetime.datetime], Iterable[Appointment]]

appointment_sources: dict[str, AppointmentSource] = {}


def add_source(name: str, source: Source) -> None:
    """Register what `name` ("efforts") knows. Raises ValueError when somebody else has the name."""
    if sources.get(name, source) is not source:
        raise ValueError(f"the deadlines of {name!r} are registered twice")
    sources[name] = source


def add_requests(name: str, source: Source) -> None:
    """Register which time limits `name` ("declarations") knows. Raises ValueError when somebody else has the name."""
    if requests.get(name, source) is not source:
        raise ValueError(f"the time limits of {name!r} are registered twice")
    requests[name] = source


def add_appointments(name: str, source: AppointmentSource, rows: Callable[[], QuerySet[Any]]) -> None:
    """Register which appointments `name` ("registration") knows. Raises ValueError when somebody else has the name.

    `rows` are those without which a person has none of them: a page that shows little asks no further then.
    """
    if appointment_sources.get(name, source) is not source:
        raise ValueError(f"the appointments of {name!r} are registered twice")
    appointment_sources[name] = source
    add_sign(_sign(name), rows)


def appointments(person_id: int, *, now: datetime.datetime, glance: Glance | None = None) -> list[Appointment]:
    """All that the sources know of this person, the first one first; with a glance at her file only those that may."""
    none = {name for name, number in glance.numbers.items() if not number} if glance else set()
    asked = [source for name, source in appointment_sources.items() if _sign(name) not in none]
    found = [one for source in asked for one in source(person_id, now)]
    return sorted(found, key=lambda one: (one.begins_at, *one.identity))


def _sign(name: str) -> str:
    return f"deadlines.appointments of {name}"


def limit_deadlines(name: str, limit: Limit) -> None:
    """Say who knows when people ceased to have deadlines."""
    limits[name] = limit


def deadlines(
    people: Mapping[int, Located], *, now: datetime.datetime, with_requests: bool = False
) -> dict[int, list[Deadline]]:
    """All that the sources know of these persons, by their last day.

    What opens after the month in which somebody left is no deadline of hers; what she was asked for before still is.
    """
    over = {person_id: day for limit in limits.values() for person_id, day in limit(people).items()}
    found: dict[int, list[Deadline]] = defaultdict(list)
    for source in sources.values():
        for person_id, known in source(people, now).items():
            found[person_id] += known if person_id not in over else _until(over[person_id], known)
    for source in requests.values() if with_requests else ():
        for person_id, known in source(people, now).items():
            found[person_id] += known
    return {
        person_id: sorted(known, key=lambda deadline: (deadline.due_on, *deadline.identity))
        for person_id, known in found.items()
    }


def _until(last_day: datetime.date, known: list[Deadline]) -> list[Deadline]:
    return [deadline for deadline in known if deadline.opens_on < following(month_of(last_day))]
