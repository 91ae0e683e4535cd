"""What a person has to file, can file and has filed."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from tandem.eservices.procedures import papers, registry
from tandem.eservices.procedures.enums import State, SubjectKind
from tandem.eservices.procedures.models import Draft, Filing
from tandem.eservices.procedures.selectors.drafts import state_of
from tandem.eservices.procedures.sheet import context_of
from tandem.eservices.procedures.types import Procedure, ProcedureLine, ToBring
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, preceding
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import at_a_glance, person_summary

# How many documents somebody waits for, at a glance (`people.selectors`).
OUTSTANDING = "procedures.outstanding"
MONTHS_BACK = 3  # as long as a right to a month can be claimed (LACI 20 al. 3)


_URGENCY = (
    State.TO_CONFIRM,
    State.LATE,
    State.DUE_SOON,
    State.BEGUN,
    State.OPEN,
    State.AHEAD,
    State.FILED,
    State.WITHDRAWN,
    State.CLOSED,
)


def my_procedures(acting: Acting, *, now: datetime.datetime) -> tuple[ProcedureLine, ...]:
    """What the person at the keyboard has to file, can file and has filed; five queries. Raises Hidden for others.

    For months: this one, the three before, and any with an open draft. For events: one line to begin with, and the
    drafts. The most urgent first.
    """
    file = _own_file(acting, now)
    person = person_summary(file)
    today = day_of(now)
    drafts = {(draft.key, draft.subject): draft for draft in Draft.objects.of(person.person_id).open()}
    filed = _latest(Filing.objects.of(person.person_id))
    outstanding = papers.outstanding(person.person_id)
    lines = []
    for key in registry.keys_in_order():
        for subject in _subjects(key, today, drafts, filed):
            procedure = _version(key, subject, today, drafts.get((key, subject)))
            if procedure is None:
                continue
            own = file.herself(person.person_id, procedure.purpose)
            context = context_of(own, procedure, person, subject=subject, now=now)
            filing = filed.get((key, subject))
            line = _line(procedure, subject, context, drafts.get((key, subject)), filing)
            if line is None:
                continue
            asked = outstanding.get(filing.pk, ()) if filing else ()
            to_bring = sum(not papers.is_there(one, procedure, context) for one in asked)
            lines.append(dataclasses.replace(line, to_bring=to_bring))
    order = list(_URGENCY)
    return tuple(sorted(lines, key=lambda line: (order.index(line.state), line.window.due_on or datetime.date.max)))


def to_bring(acting: Acting, *, now: datetime.datetime) -> tuple[ToBring, ...]:
    """The documents that somebody still waits for, of all that the person at the keyboard has filed and that counts.

    What was asked for with a day comes first, the nearest one on top. One query beside the gate's where nothing is
    missing. Raises Hidden for others.
    """
    file = _own_file(acting, now)
    outstanding = papers.outstanding(file.file()) if at_a_glance(file).number(OUTSTANDING) else {}
    if not outstanding:
        return ()
    person = person_summary(file)
    lines = []
    filings = Filing.objects.filter(pk__in=list(outstanding)).select_related("receipt")
    for filing in filings.order_by("-filed_at", "-pk"):
        try:
            procedure = registry.get(filing.key, filing.version)
        except LookupError:
            continue
        own = file.herself(person.person_id, procedure.purpose)
        context = context_of(own, procedure, person, subject=filing.subject, now=now)
        lines += [
            ToBring(
                filing_id=filing.pk,
                number=filing.receipt.number,
                procedure=procedure,
                subject=filing.subject,
                asked=asked,
                wanted_by=papers.wanted_by(asked, procedure, context),
            )
            for asked in outstanding[filing.pk]
            if not papers.is_there(asked, procedure, context)
        ]
    return tuple(sorted(lines, key=lambda line: line.wanted_by or datetime.date.max))


def _own_file(acting: Acting, now: datetime.datetime) -> Acting:
    if acting.person_id is None:
        raise Hidden
    file = open_file(acting, acting.person_id, Purpose.PERSONAL_DATA, now=now)
    if not file.is_own_file:
        raise Hidden
    return file


def _subjects(
    key: str, today: datetime.date, drafts: Iterable[tuple[str, str]], filed: Iterable[tuple[str, str]]
) -> list[str]:
    begun = {subject for one, subject in drafts if one == key}
    kind = next((one.subject for one in registry.everything() if one.key == key), None)
    if kind is SubjectKind.MONTH:
        months = [month_of(today)]
        for _ in range(MONTHS_BACK):
            months.append(preceding(months[-1]))
        return sorted({f"{month:%Y-%m}" for month in months} | begun, reverse=True)
    return ["", *sorted(begun - {""})]


def _version(key: str, subject: str, today: datetime.date, draft: Draft | None) -> Procedure | None:
    if draft is not None:
        return registry.get(draft.key, draft.version)
    is_month = len(subject) == len("2026-01") and subject[4:5] == "-"
    day = datetime.date.fromisoformat(f"{subject}-01") if is_month else today
    try:
        return registry.valid_on(key, day)
    except LookupError:
        return None


def _line(
    procedure: Procedure, subject: str, context: Any, draft: Draft | None, filing: Filing | None
) -> ProcedureLine | None:
    window = procedure.window(context)
    if draft is None and filing is not None:
        taken_back = hasattr(filing, "withdrawal")
        return ProcedureLine(
            procedure=procedure,
            subject=subject,
            state=State.WITHDRAWN if taken_back else State.FILED,
            window=window,
            receipt=filing.receipt.number,
            filed_at=filing.filed_at,
        )
    if draft is None and procedure.offered and not procedure.offered(context):
        return None
    return ProcedureLine(
        procedure=procedure,
        subject=subject,
        state=state_of(window, draft, today=context.today),
        window=window,
        draft_id=draft.pk if draft else None,
    )


def _latest(filings: Any) -> Mapping[tuple[str, str], Filing]:
    rows = (
        filings.select_related("receipt", "withdrawal")
        .order_by("key", "subject", "-sequence")
        .distinct("key", "subject")
    )
    return {(row.key, row.subject): row for row in rows}
