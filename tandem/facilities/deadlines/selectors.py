"""Questions about deadlines and appointments: her own, around today. The job that reminds asks for everybody's."""

import datetime
from collections.abc import Mapping

from tandem.facilities.deadlines import registry
from tandem.facilities.deadlines.models import CalendarLink
from tandem.facilities.deadlines.types import Appointment, Deadline
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.own_data.selectors import CLOSED, closed_among
from tandem.identity.people.selectors import at_a_glance, located
from tandem.identity.people.types import Located


def next_deadlines(file: Acting, *, now: datetime.datetime, limit: int, with_requests: bool = False) -> list[Deadline]:
    """What the person of the opened file still has to hand in, the first one first; late ones, too. `with_requests`:
    also what somebody in charge has asked her for by a day."""
    person_id, today = file.file(Purpose.MESSAGES), day_of(now)
    found = _around(_where_she_is(file), now, with_requests=with_requests).get(person_id, [])
    return [one for one in found if not one.is_done and (one.late_allowed or one.due_on >= today)][:limit]


def deadlines_of_person(person_id: int, *, now: datetime.datetime) -> list[Deadline]:
    """All her deadlines around today, done ones too; nothing once her file is closed. For the house's own use."""
    return _around(_where_is(person_id), now, with_requests=True).get(person_id, [])


def _where_is(person_id: int) -> Mapping[int, Located]:
    people = located([person_id])
    return {} if not people or closed_among(people) else people


def _where_she_is(file: Acting) -> Mapping[int, Located]:
    """The same; from the first glance at one's own file, which a page asks anyhow."""
    if not file.is_own_file:
        return _where_is(file.file())
    glance = at_a_glance(file)
    return {} if glance.located is None or glance.number(CLOSED) else {file.file(): glance.located}


def _around(
    people: Mapping[int, Located], now: datetime.datetime, *, with_requests: bool
) -> dict[int, list[Deadline]]:
    if not people:
        return {}
    return {
        person_id: [deadline for deadline in found if deadline.is_done or deadline.concerns(now)]
        for person_id, found in registry.deadlines(people, now=now, with_requests=with_requests).items()
    }


def next_appointments(file: Acting, *, now: datetime.datetime) -> list[Appointment]:
    """Where the person of the opened file is expected, the first one first; without what is over or cancelled."""
    person_id = file.file(Purpose.MESSAGES)
    if not file.is_own_file:
        found = appointments_of_person(person_id, now=now)
    else:
        glance = at_a_glance(file)
        found = [] if glance.number(CLOSED) else registry.appointments(person_id, now=now, glance=glance)
    return [one for one in found if one.ends_at > now and not one.is_cancelled]


def appointments_of_person(person_id: int, *, now: datetime.datetime) -> list[Appointment]:
    """Her appointments around today, cancelled ones too; nothing once her file is closed. For the house's own use."""
    found = registry.appointments(person_id, now=now)
    return [] if found and closed_among([person_id]) else found


def link_made_at(file: Acting) -> datetime.datetime | None:
    """When the address of her calendar was made; None without one."""
    links = CalendarLink.objects.filter(person_id=file.file(Purpose.MESSAGES))
    return links.order_by("pk").values_list("made_at", flat=True).first()
