"""Questions about efforts. The person's own take an opened file; an office learns what was filed, nothing else."""

import dataclasses
import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import TargetSource
from tandem.eservices.efforts.models import Effort, EffortTarget, Proof, facts_of
from tandem.eservices.efforts.types import EffortPrefill, FiledProof, FilingSummary, MonthSummary, Target
from tandem.facilities.receipts import selectors as receipts
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.clock import day_of
from tandem.foundation.months import following, month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import domicile_canton

MONTHS_SHOWN = 24
_ALWAYS_NEW = {"source_ad_id"}
USUAL = Target(number=rules.USUAL_NUMBER, source=TargetSource.USUAL)


def months_of(acting: Acting, *, now: datetime.datetime) -> list[MonthSummary]:
    """The person's control periods, the latest first: from her first effort or proof to this month, 24 at most."""
    person_id = own_file(acting)
    today = day_of(now)
    counts = {
        month_of(row["month"]): (row["noted"], row["unfiled"])
        for row in Effort.objects.of(person_id)
        .annotate(month=TruncMonth("applied_on"))
        .values("month")
        .annotate(noted=Count("pk"), unfiled=Count("pk", filter=Q(proof=None)))
        .order_by("month")
    }
    filings: dict[datetime.date, list[FiledProof]] = defaultdict(list)
    for proof in _proofs().filter(person_id=person_id):
        filings[proof.month].append(_filed(proof))
    agreed = _agreed([person_id])[person_id]
    canton = domicile_canton(person_id)
    known = {*counts, *filings, month_of(today)}
    months = [max(known)]
    while months[-1] > min(known) and len(months) < MONTHS_SHOWN:
        months.append(month_of(months[-1] - datetime.timedelta(days=1)))
    return [
        _summary(
            month,
            canton,
            today,
            counts=counts.get(month, (0, 0)),
            target=_in_force(agreed, month),
            filings=tuple(filings[month]),
        )
        for month in months
    ]


def month_of_person(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> MonthSummary:
    """One control period of the opened file."""
    person_id = own_file(acting)
    efforts = Effort.objects.of(person_id).in_month(month)
    counts = efforts.aggregate(noted=Count("pk"), unfiled=Count("pk", filter=Q(proof=None)))
    return _summary(
        month,
        domicile_canton(person_id),
        day_of(now),
        counts=(counts["noted"], counts["unfiled"]),
        target=target_of(acting, month),
        filings=tuple(filed_proofs(acting, month)),
    )


def efforts_of_month(acting: Acting, month: datetime.date) -> list[Effort]:
    """What the person has noted for one control period, filed or not, by day."""
    return list(Effort.objects.of(own_file(acting)).in_month(month).order_by("applied_on", "pk"))


def effort_of(acting: Acting, effort_id: int) -> Effort:
    """One effort of the opened file. Raises `Hidden` for a missing one and for somebody else's."""
    effort = Effort.objects.of(own_file(acting)).filter(pk=effort_id).first()
    if effort is None:
        raise Hidden
    return effort


def effort_for_ad(acting: Acting, ad_id: uuid.UUID) -> Effort | None:
    """The latest effort that the person noted for this ad."""
    return Effort.objects.of(own_file(acting)).filter(source_ad_id=ad_id).order_by("-applied_on", "-pk").first()


def copy_of(acting: Acting, effort_id: int) -> EffortPrefill:
    """What another application to the same place would repeat; its day and its result are new. Raises `Hidden`."""
    effort = effort_of(acting, effort_id)
    repeated = [field.name for field in dataclasses.fields(EffortPrefill) if field.name not in _ALWAYS_NEW]
    return EffortPrefill(**{name: getattr(effort, name) for name in repeated})


def fingerprint(efforts: Iterable[Effort]) -> str:
    """The efforts that a page shows, in 64 signs: whoever files says with it what she has seen."""
    return payload_hash({"efforts": [{"id": effort.pk, **facts_of(effort)} for effort in efforts]}).hex()


def recent_efforts(acting: Acting, *, limit: int = 5) -> list[Effort]:
    """What she noted last, to copy from."""
    return list(Effort.objects.of(own_file(acting)).order_by("-written_at", "-pk")[:limit])


def target_of(acting: Acting, month: datetime.date) -> Target:
    """The number that counts in one control period: the agreement in force, else the usual practice (R-9)."""
    person_id = acting.file(Purpose.EFFORTS)
    return _in_force(_agreed([person_id])[person_id], month)


def filed_proofs(acting: Acting, month: datetime.date) -> list[FiledProof]:
    """What was filed for one control period of the opened file, in the order of filing."""
    return [_filed(proof) for proof in _proofs().filter(person_id=acting.file(Purpose.EFFORTS), month=month)]


def filed_proof(acting: Acting, number: str) -> FiledProof:
    """The filing that a receipt number of the opened file stands for. Raises `Hidden`."""
    proof = _proofs().filter(person_id=acting.file(Purpose.EFFORTS), receipt__number=number).first()
    if proof is None:
        raise Hidden
    return _filed(proof)


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
    for proof in Proof.objects.filter(person_id__in=cantons, month=month).defer("payload").order_by("sequence"):
        filings[proof.person_id].append(proof)
    agreed = _agreed(cantons)
    due = {canton: rules.due_date(month, canton) for canton in set(cantons.values())}
    today = day_of(now)
    return {
        person_id: FilingSummary(
            due_on=due[canton],
            state=rules.state_of(due=due[canton], today=today, filed=bool(filings[person_id])),
            number=sum(proof.number_of_efforts for proof in filings[person_id]),
            target=_in_force(agreed[person_id], month),
            filed_at=filings[person_id][0].filed_at if filings[person_id] else None,
            was_late=bool(filings[person_id]) and filings[person_id][0].is_late,
        )
        for person_id, canton in cantons.items()
    }


def filing_of(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> FilingSummary:
    """What the office knows of one control period of the opened file. Raises `Hidden` as `filing_summaries`."""
    person_id = acting.file(Purpose.EFFORTS)
    return filing_summaries(acting, {person_id: domicile_canton(person_id)}, month, now=now)[person_id]


def own_file(acting: Acting) -> int:
    """The person whose efforts are open to whoever writes them: herself. Raises `Hidden` for an office.

    What is noted and not filed yet is the person's own (OACI 26 al. 2 speaks of what is handed in).
    """
    if acting.capacity is Capacity.COUNSELLOR:
        raise Hidden
    return acting.file(Purpose.EFFORTS)


def _summary(
    month: datetime.date,
    canton: str,
    today: datetime.date,
    *,
    counts: tuple[int, int],
    target: Target,
    filings: tuple[FiledProof, ...],
) -> MonthSummary:
    due = rules.due_date(month, canton)
    return MonthSummary(
        month=month,
        due_on=due,
        state=rules.state_of(due=due, today=today, filed=bool(filings)),
        noted=counts[0],
        unfiled=counts[1],
        target=target,
        filings=filings,
    )


def _proofs() -> QuerySet[Proof]:
    return Proof.objects.select_related("receipt").order_by("month", "sequence")


def _filed(proof: Proof) -> FiledProof:
    return FiledProof(
        number=proof.receipt.number,
        month=proof.month,
        sequence=proof.sequence,
        filed_at=proof.filed_at,
        due_on=proof.due_on,
        is_late=proof.is_late,
        payload=proof.payload,
        receipt=receipts.shown(proof.receipt),
    )


def _agreed(person_ids: Iterable[int]) -> dict[int, list[EffortTarget]]:
    """All agreements of these persons, the one that prevails first."""
    found: dict[int, list[EffortTarget]] = defaultdict(list)
    rows = EffortTarget.objects.filter(person_id__in=list(person_ids)).select_related("agreed_by", "office")
    for row in rows.order_by("-valid_from", "-agreed_at", "-pk"):
        found[row.person_id].append(row)
    return found


def _in_force(agreed: Iterable[EffortTarget], month: datetime.date) -> Target:
    for row in agreed:
        if row.valid_from < following(month):
            return Target(
                number=row.number,
                source=TargetSource.AGREED,
                valid_from=row.valid_from,
                agreed_at=row.agreed_at,
                agreed_by=row.agreed_by.name,
                office=row.office.name,
            )
    return USUAL
