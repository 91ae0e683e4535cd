"""Handing in a month: by the person, or by the platform in the night after the due date."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise, lazy

from tandem.eservices.efforts import deadlines, rules
from tandem.eservices.efforts import payload as payloads
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.selectors import (
    entry_of,
    fingerprint,
    flaws,
    months_to_transmit,
    own_file,
    target_of,
)
from tandem.eservices.efforts.services._common import complete, in_transmission, record_about, stamp
from tandem.eservices.efforts.services.refusals import (
    OTHER_MONTH,
    AllInTransmission,
    AlreadyFiled,
    EffortsChanged,
    EffortStillAhead,
    NothingToFile,
    PaperIncomplete,
)
from tandem.eservices.efforts.signals import proof_filed
from tandem.eservices.efforts.types import PROOF, EffortFacts
from tandem.eservices.procedures.types import HandedOver
from tandem.facilities.notifications.services import tell
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of
from tandem.foundation.queue import enqueue_once_on_commit
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.selectors import as_it_was_read
from tandem.identity.access.services import open_file, require_reason, require_signature
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import language_of, person_summary

# The job that hands in one person's month.
FILE_DUE = "efforts.transmit_due"


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
    text_seen: Mapping[str, Any] | None = None,
) -> Proof:
    """Hand in a month's efforts; from then on nobody can edit them, and the person holds a receipt.

    Late is allowed and dated: the office decides about a reason (OACI art. 26 para. 2). Efforts noted after a filing
    are filed as a supplement to it; what was there when the month fell due is the platform's to transmit, so that it
    never counts as late. `seen` is the `fingerprint` of the efforts that were looked at before filing and of
    `text_seen`, the page on which they stood (None for a program, which reads none); `declaration` the sentence that
    was confirmed, word for word, in `language`. Raises NothingToFile, AlreadyFiled, AllInTransmission, EffortsChanged,
    EffortStillAhead; ReasonNeeded for a helper who is alone and has not said why; SignatureNeeded where nothing
    else is wrong (`factors.services.sign`).
    """
    require_reason(acting)
    person_id = own_file(acting)
    if acting.user_id is None:
        raise ValueError("acting has nobody at the keyboard: a proof is somebody's word")
    month = month_of(month)
    today = day_of(now)
    due_on = _due_on(acting, month)
    unfiled = _unfiled(person_id, month)
    efforts = [effort for effort in unfiled if not in_transmission(effort, due_on, day_of(now))]
    if not efforts:
        if unfiled:
            raise AllInTransmission
        raise AlreadyFiled if _earlier(person_id, month) else NothingToFile
    if fingerprint(efforts, text_seen) != seen:
        raise EffortsChanged
    if any(effort.applied_on > today for effort in efforts):
        raise EffortStillAhead
    require_signature(acting)
    late = rules.is_late(today, due_on)
    return _file(
        as_it_was_read(acting, PROOF, f"{month:%Y-%m}"),
        "efforts.file_proof",
        month=month,
        due_on=due_on,
        efforts=efforts,
        is_late=late,
        late_reason=late_reason if late else "",
        declaration=declaration,
        language=language,
        now=now,
        text_seen=text_seen or {},
    )


@transaction.atomic
def file_from_paper(
    acting: Acting,
    *,
    month: datetime.date,
    all_facts: Sequence[EffortFacts],
    received_on: datetime.date,
    declaration: str,
    language: Language,
    now: datetime.datetime,
) -> HandedOver:
    """The office files what stands on a sheet that the person signed, as received on the day of postmark or counter.

    `acting` is typing (`Acting.typing`). What she had noted on screen, too, is filed as it stands on the paper, once.
    What was filed before is not filed again; if nothing else is on the sheet, its receipt is the one she has. Raises
    NothingToFile, PaperIncomplete, Hidden.
    """
    person_id, month = acting.file(Purpose.EFFORTS), month_of(month)
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    if not all_facts:
        raise NothingToFile
    for number, facts in enumerate(all_facts, start=1):
        if (flaw := _flaw(facts, month, received_on)) is not None:
            raise PaperIncomplete(number, flaw)
    there = _by_application(Effort.objects.of(person_id).in_month(month).select_for_update().order_by("pk"))
    efforts = []
    for facts in all_facts:
        effort = there.get(_application(facts)) or Effort(person_id=person_id)
        if effort.is_filed:
            continue
        written = {**stamp(acting, now), **complete(facts, received_on), "source_ad_id": effort.source_ad_id}
        for field, value in written.items():
            setattr(effort, field, value)
        effort.save()
        there[_application(facts)] = effort
        efforts.append(effort)
    if not efforts:
        receipt = _earlier(person_id, month)[-1].receipt
        return HandedOver(receipt_id=receipt.pk, number=receipt.number, fingerprint=receipt.fingerprint)
    due_on = _due_on(acting, month)
    proof = _file(
        acting,
        "efforts.file_from_paper",
        month=month,
        due_on=due_on,
        efforts=list({effort.pk: effort for effort in efforts}.values()),
        is_late=rules.is_late(received_on, due_on),
        late_reason="",
        declaration=declaration,
        language=language,
        received_on=received_on,
        now=now,
    )
    return HandedOver(receipt_id=proof.receipt.pk, number=proof.receipt.number, fingerprint=proof.receipt.fingerprint)


@transaction.atomic
def transmit_due(acting: Acting, *, person_id: int, month: datetime.date, now: datetime.datetime) -> Proof | None:
    """The platform hands in what was there when the month fell due, as it stood then; None when nothing was.

    It counts as in time, whenever the job runs: nobody's proof is late because a worker was. Running it again finds
    nothing. `acting` is the platform, with the article. Raises Hidden for everybody else.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    file = open_file(acting, person_id, Purpose.EFFORTS, now=now)
    due_on = _due_on(file, month)
    efforts = [
        effort
        for effort in _unfiled(person_id, month)
        if in_transmission(effort, due_on, day_of(now)) and effort.applied_on <= day_of(now)
    ]
    if not efforts:
        return None
    return _file(
        file,
        "efforts.transmit_due",
        month=month,
        due_on=due_on,
        efforts=efforts,
        is_late=False,
        late_reason="",
        declaration="",
        language=Language(language_of(person_id)),
        now=now,
    )


@transaction.atomic
def transmit_all_due(acting: Acting, *, now: datetime.datetime) -> int:
    """Ask for one job for each person and month that is over and unfiled; returns their number.

    It catches up with every night that was missed. Raises Hidden for everybody but the platform.
    """
    if acting.capacity is not Capacity.SYSTEM:
        raise Hidden
    found = months_to_transmit(now=now)
    for person_id, month in found:
        enqueue_once_on_commit(FILE_DUE, person_id=person_id, month=month.isoformat())
    return len(found)


def _file(
    acting: Acting,
    verb: str,
    *,
    month: datetime.date,
    due_on: datetime.date,
    efforts: Collection[Effort],
    is_late: bool,
    late_reason: str,
    declaration: str,
    language: Language,
    now: datetime.datetime,
    received_on: datetime.date | None = None,
    text_seen: Mapping[str, Any] = MappingProxyType({}),
) -> Proof:
    person = person_summary(acting)
    earlier = _earlier(person.person_id, month)
    automatic = acting.user_id is None
    kind = rules.kind_of(month, entry_of(acting))
    payload = payloads.of_proof(
        person,
        month=month,
        due_on=due_on,
        now=now,
        sequence=len(earlier) + 1,
        supplements=earlier[0].receipt.number if earlier else "",
        efforts=efforts,
        target=target_of(acting, month),
        late_reason=late_reason,
        declaration=declaration,
        language=language,
        kind=kind,
        automatic=automatic,
        received_on=received_on or day_of(now),
        on_paper=received_on is not None,
        text_seen=text_seen,
    )
    proof = Proof.objects.create(
        person_id=person.person_id,
        month=month,
        sequence=len(earlier) + 1,
        filed_at=now,
        filed_by_id=acting.user_id,
        automatic=automatic,
        presence=acting.presence,
        kind=kind,
        due_on=due_on,
        is_late=is_late,
        number_of_efforts=len(efforts),
        language=language,
        payload=payload,
        text_seen=dict(text_seen),
        receipt=issue_receipt(acting, kind=payloads.KIND, payload=payload, now=now),
    )
    Effort.objects.filter(pk__in=[effort.pk for effort in efforts]).update(proof=proof)
    record_about(acting, verb, proof, now)
    if received_on is None:  # of paper the desk tells her, with the number and the fingerprint in words
        _tell(acting, proof, now)
    facts = {"proof_id": proof.pk, "automatic": automatic, "person_id": proof.person_id, "month": month}
    transaction.on_commit(lambda: proof_filed.send(Proof, **facts), robust=True)
    return proof


def _flaw(facts: EffortFacts, month: datetime.date, received_on: datetime.date) -> str | Promise | None:
    """What keeps an application on a sheet from being filed, as a sentence."""
    if found := flaws(facts, today=received_on):
        return found[0][1]
    if facts.applied_on is None or month_of(facts.applied_on) != month:
        return OTHER_MONTH
    return EffortStillAhead.message if facts.applied_on > received_on else None


def _application(effort: Effort | EffortFacts) -> tuple[datetime.date | None, str, str]:
    return (effort.applied_on, *rules.sameness(effort.company, effort.job_title))


def _by_application(efforts: Iterable[Effort]) -> dict[tuple[datetime.date | None, str, str], Effort]:
    return {_application(effort): effort for effort in efforts}


def _tell(acting: Acting, proof: Proof, now: datetime.datetime) -> None:
    tell(
        acting,
        person_id=proof.person_id,
        kind="deadlines.received",
        facts={
            "title": lazy(deadlines.title, str)(proof.month),
            "name": lazy(deadlines.received, str)(proof.month, automatic=proof.automatic),
            "number": proof.receipt.number,
        },
        about=proof.receipt.number,
        link=reverse("efforts:receipt", args=[proof.receipt.number]),
        now=now,
    )


def _due_on(acting: Acting, month: datetime.date) -> datetime.date:
    return rules.due_of_period(month, person_summary(acting).canton, entry_of(acting))


def _unfiled(person_id: int, month: datetime.date) -> list[Effort]:
    """Whoever files at the same moment waits here, and then finds nothing left to file."""
    efforts = Effort.objects.of(person_id).in_month(month).unfiled()
    return list(efforts.select_for_update().order_by("applied_on", "pk"))


def _earlier(person_id: int, month: datetime.date) -> list[Proof]:
    proofs = Proof.objects.filter(person_id=person_id, month=month)
    return list(proofs.select_related("receipt").order_by("sequence"))
