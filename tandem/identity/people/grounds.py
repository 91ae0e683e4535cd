"""Why somebody may open a file: one ground for each relation. What it opens stands in `access.rules`."""

import datetime

from django.db import models
from django.db.models import Exists

from tandem.foundation.clock import day_of
from tandem.foundation.prepared import Prepared
from tandem.identity.access.enums import AuthorityKind, Capacity, Purpose
from tandem.identity.access.selectors import was_read_as_own
from tandem.identity.access.types import OWN_RIGHT, Acting, Authority
from tandem.identity.organisations.selectors import canton_of, in_force, is_member
from tandem.identity.people.models import Person, StandIn

LEGAL_DUTY = Authority(AuthorityKind.LEGAL_DUTY)


def _looked_after_by(
    *, person_id: int, user_id: int, organisation_id: int, on: datetime.date
) -> "models.QuerySet[Person]":
    return Person.objects.filter(
        in_force(on=on, prefix="counsellor__"),
        pk=person_id,
        counsellor__user_id=user_id,
        counsellor__organisation_id=organisation_id,
    )


# Every visit of a counsellor pays for it.
_HER_COUNSELLOR = Prepared(
    _looked_after_by, person_id=101, user_id=102, organisation_id=103, on=datetime.date(2026, 1, 31)
)


def own_file(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """The account is this person's: the database said so in this very request, or is asked now.

    What is remembered is its answer and not the decision. An `acting` from elsewhere, or made by hand, proves nothing:
    only what was read for this request counts, and the next request reads it again.
    """
    if acting.capacity is not Capacity.SELF or acting.user_id is None:
        return None
    if was_read_as_own(acting.user_id, person_id):
        return OWN_RIGHT
    return OWN_RIGHT if Person.objects.filter(pk=person_id, user_id=acting.user_id).exists() else None


def counsellor_of_record(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """She is this person's counsellor, and still works for the office in whose name she acts."""
    if acting.capacity is not Capacity.COUNSELLOR or acting.user_id is None or acting.organisation_id is None:
        return None
    asked = {"person_id": person_id, "user_id": acting.user_id, "organisation_id": acting.organisation_id}
    return LEGAL_DUTY if _HER_COUNSELLOR.holds(**asked, on=day_of(now)) else None


def stand_in_of_record(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """She stands in for this person's counsellor today, for all files or this one, and may what the counsellor may.

    The right ends with the last day of the stand-in, at midnight in Switzerland, without anybody doing anything.
    """
    if acting.capacity is not Capacity.COUNSELLOR or acting.user_id is None or acting.organisation_id is None:
        return None
    held = StandIn.objects.held_by(acting.user_id, acting.organisation_id, on=day_of(now))
    return LEGAL_DUTY if Person.objects.filter(Exists(held.of_each_person()), pk=person_id).exists() else None


def office_of_record(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """Whoever works at the person's office may say who is in charge, and help her to log in again; nothing more."""
    if acting.capacity is not Capacity.COUNSELLOR or purpose not in (Purpose.ASSIGNMENT, Purpose.LOG_IN):
        return None
    return LEGAL_DUTY if _is_member_of(acting, "office_id", person_id, now) else None


def office_of_canton(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """Whoever works at an office of the person's canton may say who is in charge, while no office has her."""
    if acting.capacity is not Capacity.COUNSELLOR or purpose is not Purpose.ASSIGNMENT:
        return None
    if acting.organisation_id is None or acting.user_id is None:
        return None
    nobodys = Person.objects.filter(pk=person_id, office=None, counsellor=None).exclude(person_number=None)
    is_here = nobodys.filter(canton=canton_of(acting.organisation_id)).exists()
    return LEGAL_DUTY if is_here and is_member(acting.user_id, acting.organisation_id, on=day_of(now)) else None


def fund_of_record(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """The fund that the person chose, through anyone who works there."""
    if acting.capacity is not Capacity.FUND_OFFICER:
        return None
    return LEGAL_DUTY if _is_member_of(acting, "fund_id", person_id, now) else None


def platform(acting: Acting, person_id: int, purpose: Purpose, now: datetime.datetime) -> Authority | None:
    """A job of the platform acts under the article or schedule that it was started with."""
    if acting.capacity is not Capacity.SYSTEM or not acting.authority.reference:
        return None
    return acting.authority if Person.objects.filter(pk=person_id).exists() else None


def _is_member_of(acting: Acting, key: str, person_id: int, now: datetime.datetime) -> bool:
    if acting.organisation_id is None or acting.user_id is None:
        return False
    hers = Person.objects.filter(pk=person_id, **{key: acting.organisation_id})
    return hers.exists() and is_member(acting.user_id, acting.organisation_id, on=day_of(now))


ALL = (
    own_file,
    counsellor_of_record,
    stand_in_of_record,
    office_of_record,
    office_of_canton,
    fund_of_record,
    platform,
)
