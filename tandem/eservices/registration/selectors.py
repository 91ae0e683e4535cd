import datetime

from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.types import RegistrationLine
from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import names_of


def of_office(acting: Acting, *, now: datetime.datetime) -> list[RegistrationLine]:
    """Registrations at the counsellor's office without a first interview behind them, the most urgent first.

    A list of names opens no file. Two queries. Raises Hidden for others than counsellors.
    """
    if acting.capacity is not Capacity.COUNSELLOR or acting.organisation_id is None:
        raise Hidden
    rows = Registration.objects.current().filter(office_id=acting.organisation_id)
    waiting = [
        row for row in rows.order_by("first_interview_by", "pk") if row.interview_at is None or row.interview_at > now
    ]
    names = names_of(row.person_id for row in waiting)
    today = day_of(now)
    return [
        RegistrationLine(
            registration_id=row.pk,
            person_id=row.person_id,
            name=names[row.person_id],
            registered_on=row.registered_on,
            first_interview_by=row.first_interview_by,
            interview_at=row.interview_at,
            is_late=row.interview_at is None and row.first_interview_by < today,
        )
        for row in waiting
    ]


def registration_of(acting: Acting) -> Registration | None:
    """The registration that runs, of the opened file."""
    return Registration.objects.of(acting.file(Purpose.REGISTRATION)).current().select_related("office").first()
