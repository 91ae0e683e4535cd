"""What decides how many efforts are expected, and when they are due: agreements, exemptions, the way in."""

import datetime

from django.db import transaction

from tandem.eservices.efforts.enums import ExemptionKind
from tandem.eservices.efforts.models import EffortTarget, EntryIntoUnemployment, Exemption
from tandem.eservices.efforts.selectors import own_file
from tandem.eservices.efforts.services._common import record_about, user_of
from tandem.eservices.efforts.services.refusals import (
    AgreementImpossible,
    AgreementInThePast,
    EntryImpossible,
    ExemptionImpossible,
)
from tandem.eservices.efforts.types import Entry
from tandem.foundation.clock import day_of
from tandem.foundation.months import following, month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting


@transaction.atomic
def agree_target(acting: Acting, *, number: int, valid_from: datetime.date, now: datetime.datetime) -> EffortTarget:
    """Write down how many efforts a month were agreed with the person whose file is open (AVIG-Praxis ALE B316).

    Never for a month that is over: nobody learns afterwards what was expected. Raises AgreementImpossible,
    AgreementInThePast; Hidden for whoever is not a counsellor.
    """
    person_id, office_id = _office_file(acting)
    if not 1 <= number <= 40:
        raise AgreementImpossible
    if following(month_of(valid_from)) <= day_of(now):
        raise AgreementInThePast
    target = EffortTarget.objects.create(
        person_id=person_id,
        number=number,
        valid_from=month_of(valid_from),
        agreed_at=now,
        agreed_by_id=user_of(acting),
        office_id=office_id,
    )
    record_about(acting, "efforts.agree_target", target, now)
    return target


@transaction.atomic
def say_entry(acting: Acting, *, entry: Entry, now: datetime.datetime) -> EntryIntoUnemployment:
    """The person says since when her unemployment was foreseeable and when it begins. Raises EntryImpossible."""
    own_file(acting)
    return _write_entry(acting, "efforts.say_entry", entry, by_office=False, now=now)


@transaction.atomic
def note_entry(acting: Acting, *, entry: Entry, now: datetime.datetime) -> EntryIntoUnemployment:
    """The office, or the registration in its name, writes the same down; its word prevails (OACI 20, 20a).

    Raises EntryImpossible; Hidden for others than a counsellor and the platform.
    """
    if acting.capacity not in {Capacity.COUNSELLOR, Capacity.SYSTEM}:
        raise Hidden
    return _write_entry(acting, "efforts.note_entry", entry, by_office=True, now=now)


@transaction.atomic
def note_exemption(
    acting: Acting,
    *,
    kind: ExemptionKind,
    begins_on: datetime.date,
    ends_before: datetime.date,
    now: datetime.datetime,
) -> Exemption:
    """The office lifts the duty for some days, half-open (rules.md R-12). Raises ExemptionImpossible, Hidden."""
    person_id, _office_id = _office_file(acting)
    if begins_on >= ends_before:
        raise ExemptionImpossible
    exemption = Exemption.objects.create(
        person_id=person_id,
        kind=kind,
        begins_on=begins_on,
        ends_before=ends_before,
        noted_at=now,
        noted_by_id=user_of(acting),
    )
    record_about(acting, "efforts.note_exemption", exemption, now)
    return exemption


@transaction.atomic
def withdraw_exemption(acting: Acting, *, exemption_id: int, now: datetime.datetime) -> None:
    """Take an exemption back that was written down by mistake; the row stays. Raises Hidden."""
    person_id, _office_id = _office_file(acting)
    exemption = (
        Exemption.objects.filter(pk=exemption_id, person_id=person_id, withdrawn_at=None).select_for_update().first()
    )
    if exemption is None:
        raise Hidden
    exemption.withdrawn_at = now
    exemption.save(update_fields=["withdrawn_at"])
    record_about(acting, "efforts.withdraw_exemption", exemption, now)


def _office_file(acting: Acting) -> tuple[int, int]:
    person_id = acting.file(Purpose.EFFORTS)
    if acting.capacity is not Capacity.COUNSELLOR or acting.organisation_id is None:
        raise Hidden
    return person_id, acting.organisation_id


def _write_entry(
    acting: Acting, verb: str, entry: Entry, *, by_office: bool, now: datetime.datetime
) -> EntryIntoUnemployment:
    interview = entry.first_interview_on
    in_order = interview is None or (entry.registered_on is not None and entry.registered_on <= interview)
    if entry.duty_from > entry.unemployed_from or not in_order:
        raise EntryImpossible
    row = EntryIntoUnemployment.objects.create(
        person_id=acting.file(Purpose.EFFORTS),
        duty_from=entry.duty_from,
        unemployed_from=entry.unemployed_from,
        registered_on=entry.registered_on,
        first_interview_on=interview,
        by_office=by_office,
        noted_at=now,
        noted_by_id=acting.user_id,
    )
    record_about(acting, verb, row, now)
    return row
