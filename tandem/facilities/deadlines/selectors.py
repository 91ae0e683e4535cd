"""Questions about deadlines and appointments: her own, around today. The job that reminds asks for everybody's."""

import datetime

from tandem.facilities.deadlines import registry
from tandem.facilities.deadlines.models import CalendarLink
from tandem.facilities.deadlines.types import Appointment, Deadline
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting
from tandem.identity.own_data.selectors import closed_among
from tandem.identity.people.selectors import located


def next_deadlines(file: Acting, *, now: datetime.datetime, limit: int) -> list[Deadline]:
    """What the person of the opened file still has to hand in, the first one first; late ones, too."""
    today = day_of(now)
    found = deadlines_of_person(file.file(Purpose.MESSAGES), now=now)
    return [one for one in found if not one.is_done and (one.late_allowed or one.due_on >= today)][:limit]


def deadlines_of_person(person_id: int, *, now: datetime.datetime) -> list[Deadline]:
    """All her deadlines around today, done ones too; nothing once her file is closed. For the house's own use."""
    people = located([person_id])
    if not people or closed_among(people):
        return []
    found = registry.deadlines(people, now=now).get(person_id, [])
    return [deadline for deadline in found if deadline.is_done or deadline.concerns(now)]


def next_appointments(file: Acting, *, now: datetime.datetime) -> list[Appointment]:
    """Where the person of the opened file is expected, the first one first; without what is over or cancelled."""
    found = appointments_of_person(file.file(Purpose.MESSAGES), now=now)
    return [one for one in found if one.ends_at > now and not one.is_cancelled]


def appointments_of_person(person_id: int, *, now: datetime.datetime) -> list[Appointment]:
    """Her appointments around today, cancelled ones too; nothing once her file is closed. For the house's own use."""
    found = registry.appointments(person_id, now=now)
    return [] if found and closed_among([person_id]) else found


def link_made_at(file: Acting) -> datetime.datetime | None:
    """When the address of her calendar was made; None without one."""
    links = CalendarLink.objects.filter(person_id=file.file(Purpose.MESSAGES))
    return links.order_by("pk").values_list("made_at", flat=True).first()
