import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q, QuerySet

from tandem.eservices.procedures.selectors import all_of, answers_of, latest_that_counts
from tandem.eservices.procedures.types import Answers
from tandem.eservices.registration.models import Registration
from tandem.eservices.registration.types import REGISTRATION, RegistrationLine
from tandem.foundation.clock import day_of
from tandem.foundation.prepared import RowsAmong
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.organisations.selectors import canton_of

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Filing


def of_office(acting: Acting, *, now: datetime.datetime) -> list[RegistrationLine]:
    """Registrations at the counsellor's office without a first interview behind them, the most urgent first.

    Those whom no office has yet stand with every office of their canton, until one takes charge: nobody is left to
    chance. A list of names opens no file. Two queries. Raises Hidden for others than counsellors.
    """
    if acting.capacity is not Capacity.COUNSELLOR or acting.organisation_id is None:
        raise Hidden
    taken = Q(office=None, person__office_id=acting.organisation_id)
    nobodys = Q(office=None, person__office=None, person__canton=canton_of(acting.organisation_id))
    rows = Registration.objects.current().filter(Q(office_id=acting.organisation_id) | taken | nobodys)
    rows = rows.select_related("person")
    waiting = [
        row for row in rows.order_by("first_interview_by", "pk") if row.interview_at is None or row.interview_at > now
    ]
    today = day_of(now)
    return [
        RegistrationLine(
            registration_id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            registered_on=row.registered_on,
            first_interview_by=row.first_interview_by,
            interview_at=row.interview_at,
            is_late=row.interview_at is None and row.first_interview_by < today,
            has_no_form=row.filing_id is None,
            is_without_office=row.office_id is None and row.person.office_id is None,
        )
        for row in waiting
        if row.registered_on and row.first_interview_by  # the database says so of every one that runs
    ]


def registration_of(acting: Acting) -> Registration | None:
    """The registration that runs, of the opened file; None where none is kept here, or it ended."""
    return Registration.objects.of(acting.file(Purpose.REGISTRATION)).current().select_related("office").first()


def is_registered(person_id: int) -> bool:
    """Whether somebody whom an office follows is registered with it; for a link on the page of an opened file.

    Whoever has no registration here registered before they were kept.
    """
    ends = Registration.objects.of(person_id).order_by("pk").values_list("ended_on", flat=True)
    hers = list(ends)
    return not hers or None in hers


# A mark of a person (`people.registry.add_mark`): whether she has ever filed the form.
REGISTERED = "registration.filed"


def registrations() -> "QuerySet[Filing]":
    return all_of(REGISTRATION)


def filed_registration(file: Acting) -> "Filing | None":
    """The form that counts, for other forms in the person's own hands: whoever may see those may not, for that, see
    this one. Two queries with its answers; none for somebody else."""
    if file.purpose is not Purpose.REGISTRATION:
        if not file.is_own_file:
            return None
        file = file.herself(file.file(), Purpose.REGISTRATION)
    return latest_that_counts(file, key=REGISTRATION)


def registered_answers(file: Acting) -> Answers:
    """Its answers; empty where there is none."""
    filing = filed_registration(file)
    return answers_of(filing) if filing else {}


def last_days(person_ids: Iterable[int]) -> dict[int, datetime.date]:
    """When the registration of those of these persons ended who have none any more; one query."""
    return dict(_LAST_DAYS.among(person_ids))


def _last_days(**whose: Any) -> "QuerySet[Registration, tuple[int, datetime.date]]":
    rows = Registration.objects.filter(**whose).values("person_id").order_by("person_id")
    ended = rows.annotate(last=Max("ended_on"), running=Count("pk", filter=Q(ended_on=None))).filter(running=0)
    return ended.values_list("person_id", "last")


_LAST_DAYS = RowsAmong(_last_days, "person_id")
