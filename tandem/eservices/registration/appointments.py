"""The first interview as an appointment, for her pages and her calendar."""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from tandem.eservices.registration.models import Registration, RegistrationQuerySet
from tandem.facilities.deadlines.types import Appointment
from tandem.foundation import phones
from tandem.foundation.clock import day_of

# Nobody writes down how long it takes: a calendar keeps an hour free.
LASTS = datetime.timedelta(hours=1)
# A calendar forgets what it is no longer told; what was yesterday still stands in it for a while.
KEPT = datetime.timedelta(days=30)


def interviews() -> RegistrationQuerySet:
    """Registrations that have or had a first interview, whoever's and whenever."""
    return Registration.objects.filter(Q(interview_at__isnull=False) | Q(cancelled_interview_at__isnull=False))


def first_interviews(person_id: int, now: datetime.datetime) -> Iterator[Appointment]:
    """The first interview of each registration, cancelled ones too, and those of registrations that ended before it.

    One query.
    """
    since = now - KEPT
    rows = Registration.objects.of(person_id).filter(
        Q(interview_at__gte=since) | Q(cancelled_interview_at__gte=since),
    )
    for row in rows.select_related("office", "person__office", "filing__receipt").order_by("pk"):
        office = row.office or row.person.office
        begins_at = row.interview_at or row.cancelled_interview_at
        assert begins_at is not None  # noqa: S101 - the filter asked for it
        yield Appointment(
            key="registration.first_interview",
            subject=str(row.pk),
            title=lambda: gettext("Appointment"),
            name=lambda: gettext("First interview"),
            begins_at=begins_at,
            lasts=LASTS,
            # The name of the office would tell a stranger who is out of work; the street does not.
            place=", ".join(office.address.splitlines()[1:]) if office else "",
            office=office.name if office else "",
            phone=phones.readable(office.phone) if office and office.phone else "",
            link=reverse("procedures:filing", args=[row.filing.receipt.number]) if row.filing else "",
            is_cancelled=row.interview_at is None or _ended_before(row, begins_at),
        )


def _ended_before(registration: Registration, begins_at: datetime.datetime) -> bool:
    return registration.ended_on is not None and registration.ended_on <= day_of(begins_at)
