"""What a person, or somebody with her, does with her efforts. Each act writes its row into the ledger."""

import dataclasses
import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts import payload as payloads
from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Gap
from tandem.eservices.efforts.models import Effort, EffortTarget, Proof
from tandem.eservices.efforts.selectors import fingerprint, own_file, target_of
from tandem.eservices.efforts.types import EffortFacts
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import following, month_of
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary


class EffortIncomplete(Refusal):
    """`gaps` are (field, gap) pairs; `message` is the sentence of the first."""

    def __init__(self, gaps: list[tuple[str, Gap]]) -> None:
        super().__init__(gaps[0][1].label)
        self.gaps = gaps


class EffortFiled(Refusal):
    message = _("You have filed this effort. It can no longer be changed; what you filed stays as it is.")


class NothingToFile(Refusal):
    message = _("There is nothing to file yet. Note at least one effort of this month first.")


class AlreadyFiled(Refusal):
    message = _("You have filed all the efforts of this month. Your receipt is safe; there is nothing more to do.")


class EffortsChanged(Refusal):
    message = _("Your efforts have changed since you saw this page. Nothing was filed. Look at them again, then file.")


class EffortStillAhead(Refusal):
    message = _("An effort bears a day that is still to come. File after that day, or correct the day.")


class AgreementInThePast(Refusal):
    message = _("An agreement cannot change a month that is over. Choose this month or a later one.")


class AgreementImpossible(Refusal):
    message = _("Agree on a number from 1 to 40.")


@transaction.atomic
def note_effort(acting: Acting, *, facts: EffortFacts, now: datetime.datetime) -> Effort:
    """Note one application. Raises EffortIncomplete with all that is missing."""
    effort = Effort(person_id=own_file(acting), **_stamp(acting, now), **_complete(facts, now))
    effort.save()
    _record(acting, "efforts.note_effort", effort, now)
    return effort


@transaction.atomic
def change_effort(acting: Acting, *, effort_id: int, facts: EffortFacts, now: datetime.datetime) -> Effort:
    """Correct one application that is not filed yet. Raises EffortFiled, EffortIncomplete, Hidden."""
    effort = _unfiled(acting, effort_id)
    for field, value in {**_stamp(acting, now), **_complete(facts, now)}.items():
        setattr(effort, field, value)
    effort.save()
    _record(acting, "efforts.change_effort", effort, now)
    return effort


@transaction.atomic
def remove_effort(acting: Acting, *, effort_id: int, now: datetime.datetime) -> None:
    """Take one application away that is not filed yet. Raises EffortFiled, Hidden."""
    effort = _unfiled(acting, effort_id)
    _record(acting, "efforts.remove_effort", effort, now)
    effort.delete()


@transaction.atomic
def file_proof(
    acting: Acting,
    *,
    month: datetime.date,
    seen: str,
    declaration: str,
    language: Language,
    now: datetime.datetime,
    late_reason: str = "",
) -> Proof:
    """Hand in a month's efforts; from then on nobody can edit them, and the person holds a receipt.

    Late is allowed and dated: the office decides about a reason (OACI art. 26 para. 2). Efforts noted after a filing
    are filed as a supplement to it. `seen` is the `fingerprint` of the efforts that were looked at before filing,
    `declaration` the sentence that was confirmed, word for word, in `language`. Raises NothingToFile, AlreadyFiled,
    EffortsChanged, EffortStillAhead.
    """
    person_id = own_file(acting)
    month = month_of(month)
    # Whoever files at the same moment waits here, and then finds nothing left to file.
    efforts = list(
        Effort.objects.of(person_id).in_month(month).unfiled().select_for_update().order_by("applied_on", "pk")
    )
    earlier = list(
        Proof.objects.filter(person_id=person_id, month=month).select_related("receipt").order_by("sequence")
    )
    today = day_of(now)
    if not efforts:
        raise AlreadyFiled if earlier else NothingToFile
    if fingerprint(efforts) != seen:
        raise EffortsChanged
    if any(effort.applied_on > today for effort in efforts):
        raise EffortStillAhead

    person = person_summary(acting)
    due_on = rules.due_date(month, person.canton)
    late = rules.is_late(today, due_on)
    payload = payloads.of_proof(
        person,
        month=month,
        due_on=due_on,
        now=now,
        sequence=len(earlier) + 1,
        supplements=earlier[0].receipt.number if earlier else "",
        efforts=efforts,
        target=target_of(acting, month),
        late_reason=late_reason if late else "",
        declaration=declaration,
        language=language,
    )
    proof = Proof.objects.create(
        person_id=person_id,
        month=month,
        sequence=len(earlier) + 1,
        filed_at=now,
        filed_by_id=_user(acting),
        due_on=due_on,
        is_late=late,
        number_of_efforts=len(efforts),
        language=language,
        payload=payload,
        receipt=issue_receipt(acting, kind=payloads.KIND, payload=payload, now=now),
    )
    Effort.objects.filter(pk__in=[effort.pk for effort in efforts]).update(proof=proof)
    _record(acting, "efforts.file_proof", proof, now)
    return proof


@transaction.atomic
def agree_target(acting: Acting, *, number: int, valid_from: datetime.date, now: datetime.datetime) -> EffortTarget:
    """Write down how many efforts a month were agreed with the person whose file is open (AVIG-Praxis ALE B316).

    Never for a month that is over: nobody learns afterwards what was expected. Raises AgreementImpossible,
    AgreementInThePast; Hidden for whoever is not a counsellor.
    """
    person_id = acting.file(Purpose.EFFORTS)
    if acting.capacity is not Capacity.COUNSELLOR or acting.organisation_id is None:
        raise Hidden
    if not 1 <= number <= 40:
        raise AgreementImpossible
    if following(month_of(valid_from)) <= day_of(now):
        raise AgreementInThePast
    target = EffortTarget.objects.create(
        person_id=person_id,
        number=number,
        valid_from=month_of(valid_from),
        agreed_at=now,
        agreed_by_id=_user(acting),
        office_id=acting.organisation_id,
    )
    _record(acting, "efforts.agree_target", target, now)
    return target


def _stamp(acting: Acting, now: datetime.datetime) -> dict[str, object]:
    return {"written_by_id": _user(acting), "presence": acting.presence, "written_at": now}


def _user(acting: Acting) -> int:
    if acting.user_id is None:
        raise ValueError("acting has nobody at the keyboard: efforts are somebody's word")
    return acting.user_id


def _complete(facts: EffortFacts, now: datetime.datetime) -> dict[str, object]:
    if gaps := rules.gaps(facts, today=day_of(now)):
        raise EffortIncomplete(gaps)
    return {**dataclasses.asdict(facts), "channels": sorted(set(facts.channels))}


def _unfiled(acting: Acting, effort_id: int) -> Effort:
    effort = Effort.objects.of(own_file(acting)).filter(pk=effort_id).select_for_update().first()
    if effort is None:
        raise Hidden
    if effort.is_filed:
        raise EffortFiled
    return effort


def _record(acting: Acting, verb: str, thing: Effort | Proof | EffortTarget, now: datetime.datetime) -> None:
    record(acting, verb=verb, purpose=Purpose.EFFORTS, object_type=thing._meta.label, object_id=thing.pk, now=now)
