"""Questions to the forms: what there is to do, a draft as it stands, what was filed."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from tandem.eservices.procedures import registry, rules
from tandem.eservices.procedures.codec import decode_all
from tandem.eservices.procedures.enums import State, SubjectKind
from tandem.eservices.procedures.models import Answer, Draft, Filing
from tandem.eservices.procedures.review import Review, compose
from tandem.eservices.procedures.sheet import Sheet, context_of, enter, load
from tandem.eservices.procedures.types import Answers, Procedure, ProcedureLine
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, preceding
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

__all__ = [
    "Review",
    "Sheet",
    "compose",
    "draft_of",
    "export",
    "filing_of",
    "filings_of",
    "history_of",
    "my_procedures",
    "sheet_of",
]

MONTHS_BACK = 2


def draft_of(acting: Acting, draft_id: int, *, now: datetime.datetime) -> Sheet:
    """An open draft: the gate to its person's file is passed here, for the purpose of its procedure. Raises Hidden."""
    return enter(acting, draft_id, now=now)


def sheet_of(file: Acting, draft: Draft, *, now: datetime.datetime) -> Sheet:
    """The same for a draft at hand, whose person's file is open."""
    return load(file, draft, now=now)


def history_of(file: Acting, draft_id: int) -> list[Answer]:
    """Every revision of every answer of a draft, filed or not, the latest first."""
    return list(
        Answer.objects.filter(draft_id=draft_id, draft__person_id=file.file())
        .select_related("written_by")
        .order_by("-written_at", "-pk")
    )


def filing_of(acting: Acting, number: str, *, now: datetime.datetime) -> tuple[Acting, Filing]:
    """What was filed under a receipt's number, with the opened file. Raises Hidden."""
    filing = _with_content(Filing.objects.filter(receipt__number=number)).first()
    if filing is None:
        raise Hidden
    return open_file(acting, filing.person_id, Purpose(filing.purpose), now=now), filing


def filings_of(file: Acting, *, key: str = "", subject: str | None = None) -> list[Filing]:
    """What was filed in the opened file for its purpose, the latest first; of one procedure or subject if named."""
    filings = Filing.objects.of(file.file()).filter(purpose=file.purpose)
    if key:
        filings = filings.filter(key=key)
    if subject is not None:
        filings = filings.filter(subject=subject)
    return list(filings.select_related("receipt", "withdrawal", "corrected_by").order_by("-filed_at", "-pk"))


def export(filing: Filing) -> dict[str, Any]:
    """A filing as its person takes it with her: what was sent, the text seen, who wrote what, the receipt.

    `filing` is what `filing_of` gave. Empty parts once the time limit has passed.
    """
    content = getattr(filing, "content", None)
    return {
        "receipt": {
            "number": filing.receipt.number,
            "issued_at": filing.receipt.issued_at.isoformat(),
            "sha256": filing.receipt.fingerprint,
        },
        "payload": content.payload if content else {},
        "text_seen": content.text_seen if content else {},
        "authorship": content.authorship if content else {},
    }


def answers_of(filing: Filing) -> Answers:
    """What was filed, as Python values by question; empty once the time limit has passed."""
    content = getattr(filing, "content", None)
    return decode_all(registry.get(filing.key, filing.version).fields, content.payload["answers"]) if content else {}


def answers_filed(person_id: int, *, key: str, subject: str) -> Answers:
    """The answers of the filing that counts for a subject: the last correction, not taken back; one query."""
    filings = Filing.objects.of(person_id).filter(key=key, subject=subject, withdrawal=None)
    filing = filings.select_related("content").order_by("-sequence").first()
    return answers_of(filing) if filing else {}


def my_procedures(acting: Acting, *, now: datetime.datetime) -> tuple[ProcedureLine, ...]:
    """What the person at the keyboard has to file, can file and has filed; four queries. Raises Hidden for others.

    For months: this one, the two before, and any with an open draft. For events: one line to begin with, and the
    drafts. The most urgent first.
    """
    if acting.person_id is None:
        raise Hidden
    file = open_file(acting, acting.person_id, Purpose.PERSONAL_DATA, now=now)
    if not file.is_own_file:
        raise Hidden
    person = person_summary(file)
    today = day_of(now)
    drafts = {(draft.key, draft.subject): draft for draft in Draft.objects.of(person.person_id).open()}
    filed = _latest(Filing.objects.of(person.person_id))
    lines = []
    for key in registry.keys_in_order():
        for subject in _subjects(key, today, drafts, filed):
            procedure = _version(key, subject, today, drafts.get((key, subject)))
            if procedure is None:
                continue
            own = file.herself(person.person_id, procedure.purpose)
            context = context_of(own, procedure, person, subject=subject, now=now)
            line = _line(procedure, subject, context, drafts.get((key, subject)), filed.get((key, subject)))
            if line is not None:
                lines.append(line)
    order = list(_URGENCY)
    return tuple(sorted(lines, key=lambda line: (order.index(line.state), line.window.due_on or datetime.date.max)))


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
    state = rules.state(
        opens_on=window.opens_on,
        due_on=window.due_on,
        closes_on=window.closes_on,
        late_allowed=window.late_allowed,
        is_begun=draft is not None,
        is_correction=draft is not None and draft.corrects_id is not None,
        waits=draft is not None and draft.asked_at is not None,
        today=context.today,
    )
    return ProcedureLine(
        procedure=procedure, subject=subject, state=state, window=window, draft_id=draft.pk if draft else None
    )


def _latest(filings: Any) -> Mapping[tuple[str, str], Filing]:
    rows = (
        filings.select_related("receipt", "withdrawal")
        .order_by("key", "subject", "-sequence")
        .distinct("key", "subject")
    )
    return {(row.key, row.subject): row for row in rows}


def _with_content(filings: Any) -> Any:
    return filings.select_related(
        "receipt", "content", "withdrawal", "corrects__receipt", "corrected_by__receipt", "draft", "filed_by"
    )
