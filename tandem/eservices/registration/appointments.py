"""The first interview as an appointment, for her pages and her calendar."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from tandem.eservices.registration.models import Registration
from tandem.facilities.deadlines.types import Appointment
from tandem.foundation import phones

# Nobody writes down how long it takes: a calendar keeps an hour free.
LASTS = datetime.timedelta(hours=1)
# A calendar forgets what it is no longer told; what was yesterday still stands in it for a while.
KEPT = datetime.timedelta(days=30)


def first_interviews(person_id: int, now: datetime.datetime) -> Iterator[Appointment]:
    """The first interview of a registration that runs; one that ended has none any more. One query."""
    rows = Registration.objects.of(person_id).current().filter(interview_at__gte=now - KEPT)
    for row in rows.select_related("office", "person__office", "filing__receipt").order_by("pk"):
        office = row.office or row.person.office
        assert row.interview_at is not None  # noqa: S101 - the filter asked for it
        yield Appointment(
            key="registration.first_interview",
            subject=str(row.pk),
            title=lambda: gettext("Appointment"),
            name=lambda: gettext("First interview"),
            begins_at=row.interview_at,
            lasts=LASTS,
            # The name of the office would tell a stranger who is out of work; the street does not.
            place=", ".join(office.address.splitlines()[1:]) if office else "",
            office=office.name if office else "",
            phone=phones.readable(office.phone) if office and office.phone else "",
            link=reverse("procedures:filing", args=[row.filing.receipt.number]) if row.filing else "",
        )
