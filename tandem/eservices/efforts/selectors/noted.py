"""Questions about what a person has noted: hers alone until she files it."""

import dataclasses
import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Outcome
from tandem.eservices.efforts.models import Effort, LaterResult, facts_of
from tandem.eservices.efforts.selectors.duty import Duty, due_dates, due_on, duty_of
from tandem.eservices.efforts.selectors.filed import filed, filed_proofs, proofs_in_order
from tandem.eservices.efforts.types import (
    EffortFacts,
    EffortPrefill,
    FiledProof,
    ListedEffort,
    MonthSummary,
    Result,
    Wanted,
)
from tandem.facilities.receipts.rules import payload_hash
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, preceding
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting

MONTHS_SHOWN = 24
WAITING_SHOWN = 200
MOST_FOUND = 2000
MOST_WORDS = 8
_ALWAYS_NEW = {"source_ad_id"}


def months_of(acting: Acting, *, now: datetime.datetime) -> list[MonthSummary]:
    """The person's control periods, the latest first: from her first effort or proof to this month, 24 at most."""
    person_id = own_file(acting)
    today = day_of(now)
    duty = duty_of(person_id)
    noted: dict[datetime.date, list[Noted]] = defaultdict(list)
    for one in map(Noted._make, _ALL_NOTED.all(person_id=person_id)):
        noted[month_of(one.applied_on)].append(one)
    filings: dict[datetime.date, list[FiledProof]] = defaultdict(list)
    for proof in _ALL_FILED.all(person_id=person_id):
        filings[proof.month].append(filed(proof))
    known = {*noted, *filings, month_of(today)}
    if duty.entry is not None:
        known.add(month_of(min(rules.examined_from(duty.entry.duty_from, duty.entry.unemployed_from), today)))
    months = [max(known)]
    while months[-1] > min(known) and len(months) < MONTHS_SHOWN:
        months.append(preceding(months[-1]))
    return [_summary(month, today, duty, noted=noted[month], filings=tuple(filings[month])) for month in months]


def month_of_person(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> MonthSummary:
    """One control period of the opened file."""
    person_id = own_file(acting)
    return _summary(
        month,
        day_of(now),
        duty_of(person_id),
        noted=_noted(Effort.objects.of(person_id).in_month(month)),
        filings=tuple(filed_proofs(acting, month)),
    )


def efforts_of_month(acting: Acting, month: datetime.date) -> list[Effort]:
    """What the person has noted for one control period, filed or not, by day."""
    efforts = Effort.objects.of(own_file(acting)).in_month(month).select_related("proof", "written_by")
    return list(efforts.order_by("applied_on", "pk"))


def efforts_to_file(acting: Acting, month: datetime.date, *, now: datetime.datetime) -> list[Effort]:
    """What of a month the person can file by herself: what stood when it fell due is the platform's to transmit."""
    person_id = own_file(acting)
    due, today = due_on(person_id, month), day_of(now)
    return [
        effort
        for effort in efforts_of_month(acting, month)
        if not effort.is_filed and not (today > due and rules.stands(day_of(effort.written_at), due))
    ]


def effort_of(acting: Acting, effort_id: int) -> Effort:
    """One effort of the opened file. Raises `Hidden` for a missing one and for somebody else's."""
    effort = Effort.objects.of(own_file(acting)).filter(pk=effort_id).first()
    if effort is None:
        raise Hidden
    return effort


def effort_for_ad(acting: Acting, ad_id: uuid.UUID) -> Effort | None:
    """The latest effort that the person noted for this ad."""
    return Effort.objects.of(own_file(acting)).filter(source_ad_id=ad_id).order_by("-applied_on", "-pk").first()


def came_from_an_ad(effort_id: int) -> bool:
    """Whether an effort was noted for an ad on this platform; for the house's own use."""
    return Effort.objects.filter(pk=effort_id, source_ad_id__isnull=False).exists()


def copy_of(acting: Acting, effort_id: int) -> EffortPrefill:
    """What another application to the same place would repeat; its day and its result are new. Raises `Hidden`."""
    effort = effort_of(acting, effort_id)
    repeated = [field.name for field in dataclasses.fields(EffortPrefill) if field.name not in _ALWAYS_NEW]
    return EffortPrefill(**{name: getattr(effort, name) for name in repeated})


def fingerprint(efforts: Iterable[Effort], text: Mapping[str, Any] | None = None) -> str:
    """The efforts that a page shows, and its text, in 64 signs: whoever files says with it what she has seen."""
    shown: dict[str, Any] = {"efforts": [{"id": effort.pk, **facts_of(effort)} for effort in efforts]}
    return payload_hash(shown | ({"text": dict(text)} if text else {})).hex()


def recent_efforts(acting: Acting, *, limit: int = 5) -> list[Effort]:
    """What she noted last, to copy from."""
    return list(Effort.objects.of(own_file(acting)).order_by("-written_at", "-pk")[:limit])


def results_of(efforts: Iterable[Effort]) -> dict[int, Result]:
    """Where each of these applications stands today: what was said last, before or after filing; one query."""
    known = {
        effort.pk: Result(
            outcome=Outcome(effort.outcome), interview=effort.interview, rejection_reason=effort.rejection_reason
        )
        for effort in efforts
    }
    for row in LaterResult.objects.filter(effort_id__in=known).order_by("noted_at", "pk"):
        known[row.effort_id] = Result(
            outcome=Outcome(row.outcome),
            interview=row.interview,
            rejection_reason=row.rejection_reason,
            noted_at=row.noted_at,
        )
    return known


def waiting_efforts(acting: Acting) -> list[Effort]:
    """The applications that nobody has answered yet, filed or not, the latest first; two queries."""
    efforts = list(Effort.objects.of(own_file(acting)).order_by("-applied_on", "-pk")[:WAITING_SHOWN])
    results = results_of(efforts)
    return [effort for effort in efforts if results[effort.pk].outcome is Outcome.PENDING]


def all_efforts(
    acting: Acting, *, since: datetime.date | None = None, until: datetime.date | None = None
) -> list[Effort]:
    """What the person has noted from one day to before another, by day."""
    efforts = Effort.objects.of(own_file(acting))
    if since is not None:
        efforts = efforts.filter(applied_on__gte=since)
    if until is not None:
        efforts = efforts.filter(applied_on__lt=until)
    return list(efforts.select_related("proof__receipt").order_by("applied_on", "pk"))


def listed(
    acting: Acting, *, since: datetime.date | None = None, until: datetime.date | None = None
) -> list[ListedEffort]:
    """The same with what became of each, and the receipt it was filed under; two queries."""
    efforts = all_efforts(acting, since=since, until=until)
    results = results_of(efforts)
    return [
        ListedEffort(
            effort=effort,
            result=results[effort.pk],
            receipt=effort.proof.receipt.number if effort.proof else "",
        )
        for effort in efforts
    ]


def months_noted(acting: Acting) -> list[datetime.date]:
    """The months in which she has noted something, the latest first."""
    days = Effort.objects.of(own_file(acting)).dates("applied_on", "month", order="DESC")
    return list(days)


def known_of(acting: Acting, candidates: Sequence[EffortFacts]) -> list[bool]:
    """For each whether the same company and job is noted in its month already, or stands above it; one query."""
    noted = Effort.objects.of(own_file(acting)).order_by("pk").values_list("applied_on", "company", "job_title")
    seen = {(month_of(day), *rules.sameness(company, job)) for day, company, job in noted}
    found = []
    for facts in candidates:
        if facts.applied_on is None:
            found.append(False)
            continue
        key = (month_of(facts.applied_on), *rules.sameness(facts.company, facts.job_title))
        found.append(key in seen)
        seen.add(key)
    return found


def number_late(acting: Acting, candidates: Sequence[EffortFacts], *, now: datetime.datetime) -> int:
    """How many of them would be noted after their month fell due."""
    months = [month_of(facts.applied_on) for facts in candidates if facts.applied_on]
    due = due_dates(own_file(acting), set(months))
    return sum(day_of(now) > due[month] for month in months)


def find_efforts(acting: Acting, wanted: Wanted) -> list[ListedEffort]:
    """Her efforts that answer to all that is asked, with what became of each, the latest first; two queries.

    Words are looked for in company, job and place; each must be found, in any of them. Where an application stands is
    what was said last, before or after its filing. Of the latest 2000 at most.
    """
    efforts = Effort.objects.of(own_file(acting))
    for word in wanted.words.split()[:MOST_WORDS]:
        efforts = efforts.filter(
            Q(company__icontains=word) | Q(job_title__icontains=word) | Q(locality__icontains=word)
        )
    if wanted.month is not None:
        efforts = efforts.in_month(wanted.month)
    if wanted.channels:
        efforts = efforts.filter(channels__overlap=list(wanted.channels))
    if wanted.filed is not None:
        efforts = efforts.filter(proof__isnull=not wanted.filed)
    found = list(efforts.select_related("proof__receipt").order_by("-applied_on", "-pk")[:MOST_FOUND])
    results = results_of(found)
    return [
        ListedEffort(
            effort=effort, result=results[effort.pk], receipt=effort.proof.receipt.number if effort.proof else ""
        )
        for effort in found
        if _stands(results[effort.pk], wanted)
    ]


def _stands(result: Result, wanted: Wanted) -> bool:
    if wanted.interview is not None and result.interview is not wanted.interview:
        return False
    return not wanted.outcomes or result.outcome in wanted.outcomes


def same_efforts(acting: Acting, facts: EffortFacts) -> list[Effort]:
    """What she has noted in the same month for the same job at the same company."""
    if facts.applied_on is None:
        return []
    wanted = rules.sameness(facts.company, facts.job_title)
    return [
        effort
        for effort in efforts_of_month(acting, month_of(facts.applied_on))
        if rules.sameness(effort.company, effort.job_title) == wanted
    ]


def own_file(acting: Acting) -> int:
    """The person whose efforts are open to whoever writes them: herself. Raises `Hidden` for an office.

    What is noted and not filed yet is the person's own (OACI 26 al. 2 speaks of what is handed in).
    """
    if acting.capacity is Capacity.COUNSELLOR:
        raise Hidden
    return acting.file(Purpose.EFFORTS)


class Noted(NamedTuple):
    """What a month's summary needs to know of one effort."""

    applied_on: datetime.date
    written_at: datetime.datetime
    proof_id: int | None


def _noted(efforts: QuerySet[Effort]) -> list[Noted]:
    return [Noted(*row) for row in _columns(efforts)]


def _columns(efforts: QuerySet[Effort]) -> QuerySet[Effort, tuple[Any, ...]]:
    return efforts.order_by("applied_on", "pk").values_list("applied_on", "written_at", "proof_id")


_ALL_NOTED = Rows(lambda *, person_id: _columns(Effort.objects.of(person_id)), person_id=101)
_ALL_FILED = Rows(lambda *, person_id: proofs_in_order().filter(person_id=person_id), person_id=101)


def _summary(
    month: datetime.date,
    today: datetime.date,
    duty: Duty,
    *,
    noted: Sequence[Noted],
    filings: tuple[FiledProof, ...],
) -> MonthSummary:
    due = duty.due_on(month, duty.canton)
    days_due, days = duty.days(month)
    unfiled = [one for one in noted if one.proof_id is None]
    standing = [one for one in unfiled if today > due and rules.stands(day_of(one.written_at), due)]
    return MonthSummary(
        month=month,
        due_on=due,
        state=rules.state_of(
            due=due, today=today, filed=bool(filings), days_due=days_due, in_transmission=bool(standing)
        ),
        noted=len(noted),
        unfiled=len(unfiled),
        target=duty.target(month),
        filings=filings,
        kind=rules.kind_of(month, duty.entry),
        days_due=days_due,
        days=days,
        expected=duty.expected(month),
        exemptions=duty.exempt_in(month),
        in_transmission=len(standing),
    )
