"""Questions about what was filed. An office learns this, and nothing of what somebody has noted meanwhile."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.selectors.duty import duties
from tandem.eservices.efforts.types import FiledProof, FilingSummary
from tandem.facilities.receipts import selectors as receipts
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import domicile_canton


def filed_proofs(acting: Acting, month: datetime.date) -> list[FiledProof]:
    """What was filed for one control period of the opened file, in the order of filing."""
    return [filed(proof) for proof in proofs_in_order().filter(person_id=acting.file(Purpose.EFFORTS), month=month)]


def text_seen(acting: Acting, number: str) -> dict[str, Any]:
    """The page that was read before a filing; empty where nobody read one. The person's and her helper's alone."""
    if acting.capacity is Capacity.COUNSELLOR:
        raise Hidden
    rows = Proof.objects.of(acting.file(Purpose.EFFORTS)).filter(receipt__number=number)
    return dict(rows.values_list("text_seen", flat=True).first() or {})


def filed_proof(acting: Acting, number: str) -> FiledProof:
    """The filing that a receipt number of the opened file stands for. Raises `Hidden`."""
    proof = proofs_in_order().filter(person_id=acting.file(Purpose.EFFORTS), receipt__number=number).first()
    if proof is None:
        raise Hidden
    return filed(proof)


def presence_of(acting: Acting, number: str) -> Presence:
    """How the person filed it; for her and her helper alone. Raises `Hidden`, also for an office."""
    if acting.capacity not in {Capacity.SELF, Capacity.HELPER}:
        raise Hidden
    found = Proof.objects.filter(person_id=acting.file(Purpose.EFFORTS), receipt__number=number)
    for presence in found.order_by("pk").values_list("presence", flat=True):
        return Presence(presence)
    raise Hidden


def filing_summaries(
    acting: Acting, cantons: Mapping[int, str], month: datetime.date, *, now: datetime.datetime
) -> dict[int, FilingSummary]:
    """What an office knows of one control period of its persons, given as {person id: canton}; two queries.

    A count of filings opens no file. Raises `Hidden` for whoever is not a counsellor.
    """
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    filings: dict[int, list[Proof]] = defaultdict(list)
    # Without the payloads: a list counts what was sent, it does not read it.
    for proof in (
        Proof.objects.filter(person_id__in=cantons, month=month).defer("payload", "text_seen").order_by("sequence")
    ):
        filings[proof.person_id].append(proof)
    held = duties(cantons)
    today = day_of(now)
    summaries = {}
    for person_id, canton in cantons.items():
        duty, rows = held[person_id], filings[person_id]
        due = duty.due_on(month, canton)
        summaries[person_id] = FilingSummary(
            due_on=due,
            state=rules.state_of(due=due, today=today, filed=bool(rows), days_due=duty.days(month)[0]),
            number=sum(proof.number_of_efforts for proof in rows),
            target=duty.target(month),
            filed_at=rows[0].filed_at if rows else None,
            was_late=bool(rows) and rows[0].is_late,
            expected=duty.expected(month),
            kind=rules.kind_of(month, duty.entry),
        )
    return summaries


def filing_of(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> FilingSummary:
    """What the office knows of one control period of the opened file. Raises `Hidden` as `filing_summaries`."""
    person_id = acting.file(Purpose.EFFORTS)
    return filing_summaries(acting, {person_id: domicile_canton(person_id)}, month, now=now)[person_id]


def months_to_transmit(*, now: datetime.datetime) -> list[tuple[int, datetime.date]]:
    """(person, control period) of what was there when it fell due and is not filed, for the platform to transmit."""
    today = day_of(now)
    rows = (
        Effort.objects.unfiled()
        .filter(applied_on__lt=month_of(today))
        .values_list("person_id", "person__canton", "applied_on", "written_at")
        .order_by("person_id", "applied_on", "pk")
    )
    waiting: dict[tuple[int, datetime.date], tuple[str, datetime.date]] = {}
    for person_id, canton, applied_on, written_at in rows.iterator():
        key = (person_id, month_of(applied_on))
        first = waiting.get(key, (canton, day_of(written_at)))[1]
        waiting[key] = (canton, min(first, day_of(written_at)))
    held = duties({person_id for person_id, _month in waiting})
    found = []
    for (person_id, month), (canton, first_written) in waiting.items():
        due = held[person_id].due_on(month, canton)
        if today > due and rules.stands(first_written, due):
            found.append((person_id, month))
    return found


def proofs_in_order() -> QuerySet[Proof]:
    return Proof.objects.select_related("receipt").defer("text_seen").order_by("month", "sequence")


def filed(proof: Proof) -> FiledProof:
    """The proof as the office reads it; `receipt` must be at hand."""
    return FiledProof(
        number=proof.receipt.number,
        month=proof.month,
        sequence=proof.sequence,
        filed_at=proof.filed_at,
        due_on=proof.due_on,
        is_late=proof.is_late,
        payload=proof.payload,
        receipt=receipts.shown(proof.receipt),
        automatic=proof.automatic,
    )


def proof_facts(proof_id: int) -> tuple[int, datetime.date]:
    """Whose proof it is and of which month, for the house's own use. Raises Hidden for a missing one."""
    found = Proof.objects.filter(pk=proof_id).values_list("person_id", "month").first()
    if found is None:
        raise Hidden
    return found
