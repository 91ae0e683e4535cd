"""Questions to the forms: what there is to do, a draft as it stands, what was filed."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch
from django.db.models.fields.json import KeyTextTransform

from tandem.eservices.procedures import papers, registry, rules
from tandem.eservices.procedures.codec import decode_all
from tandem.eservices.procedures.enums import State, SubjectKind
from tandem.eservices.procedures.models import Answer, AskedDocument, Draft, Filing, FilingContent, HandedIn
from tandem.eservices.procedures.review import Review, compose
from tandem.eservices.procedures.sheet import Sheet, context_of, enter, load, open_form_file
from tandem.eservices.procedures.types import (
    Answers,
    DocumentAsked,
    FilingLine,
    Procedure,
    ProcedureLine,
    Received,
    ReceivedDocument,
    Start,
    Still,
    Window,
)
from tandem.eservices.procedures.wording import BEGIN, CORRECT, FILE, HAND_IN, WITHDRAW
from tandem.facilities.receipts.selectors import shown
from tandem.facilities.receipts.types import Shown
from tandem.foundation.clock import day_of
from tandem.foundation.months import MonthConverter, month_of, preceding
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Answered
from tandem.identity.access.enums import Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

__all__ = [
    "Review",
    "Sheet",
    "answers_at",
    "compose",
    "draft_of",
    "export",
    "filing_of",
    "filings_of",
    "history_of",
    "my_procedures",
    "sheet_of",
]

MONTHS_BACK = 3  # as long as a right to a month can be claimed (LACI 20 al. 3)


@dataclasses.dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a filing. `there`: ids of those that came from somebody else meanwhile."""

    rows: tuple[AskedDocument, ...]
    there: frozenset[int]
    may_hand_in: bool


_MARK = re.compile(r"[a-z0-9-]{1,40}")


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


def answers_at(sheet: Sheet, revisions: Mapping[str, int]) -> dict[str, Any]:
    """The answers of a draft as they stood at these revisions, by question: what was printed, whatever came later."""
    rows = Answer.objects.filter(draft_id=sheet.draft.pk, field__in=revisions)
    then = {row.field: row.value for row in rows.order_by("pk") if row.revision == revisions[row.field]}
    return decode_all(sheet.procedure.fields, then)


def history_of_filing(file: Acting, filing: Filing) -> list[Answer]:
    """The same of what was filed; empty once the answers are gone."""
    draft = getattr(filing, "draft", None)
    return history_of(file, draft.pk) if draft else []


def filing_of(acting: Acting, number: str, *, now: datetime.datetime) -> tuple[Acting, Filing]:
    """What was filed under a receipt's number, with the opened file. Raises Hidden."""
    filing = _with_content(Filing.objects.filter(receipt__number=number)).first()
    if filing is None:
        raise Hidden
    return open_form_file(acting, filing.person_id, Purpose(filing.purpose), now=now), filing


def filings_of(file: Acting, *, key: str = "", subject: str | None = None) -> list[Filing]:
    """What was filed in the opened file for its purpose, the latest first; of one procedure or subject if named."""
    filings = Filing.objects.of(file.file()).filter(purpose=file.purpose)
    if key:
        filings = filings.filter(key=key)
    if subject is not None:
        filings = filings.filter(subject=subject)
    return list(filings.select_related("receipt", "withdrawal", "corrected_by").order_by("-filed_at", "-pk"))


def received(file: Acting, *, key: str, subject: str | None = None) -> list[Received]:
    """What office or fund has received, for whoever opened the file for its purpose; the latest first.

    What was sent and the text that was read, and nothing of who helped. What was taken back or corrected says so.
    """
    filings = Filing.objects.of(file.file()).filter(purpose=file.purpose, key=key)
    if subject is not None:
        filings = filings.filter(subject=subject)
    rows = (
        _with_content(filings)
        .order_by("-filed_at", "-pk")
        .prefetch_related(Prefetch("handed_in", HandedIn.objects.select_related("asked", "receipt").order_by("pk")))
    )
    return [
        Received(
            filing_id=row.pk,
            number=row.receipt.number,
            subject=row.subject,
            sequence=row.sequence,
            filed_at=row.filed_at,
            received_on=row.received_on,
            due_on=row.due_on,
            is_late=row.is_late,
            corrects=row.corrects.receipt.number if row.corrects else "",
            corrected_by=row.corrected_by.receipt.number if hasattr(row, "corrected_by") else "",
            withdrawn_at=row.withdrawal.withdrawn_at if hasattr(row, "withdrawal") else None,
            payload=row.content.payload if hasattr(row, "content") else {},
            text_seen=row.content.text_seen if hasattr(row, "content") else {},
            documents=tuple(_document(one) for one in row.handed_in.all()),
        )
        for row in rows
    ]


def filings_that_count(person_ids: Iterable[int], *, key: str, subject: str) -> dict[int, FilingLine]:
    """The last filing of a subject by person, not taken back, without what it says; one query.

    For lists of a desk whose own question says whose they are: a line opens no file.
    """
    rows = Filing.objects.filter(person_id__in=list(person_ids), key=key, subject=subject, withdrawal=None)
    columns = rows.order_by("person_id", "-sequence").distinct("person_id")
    return {
        person_id: FilingLine(filing_id=pk, sequence=sequence, received_on=received_on, is_late=is_late)
        for person_id, pk, sequence, received_on, is_late in columns.values_list(
            "person_id", "pk", "sequence", "received_on", "is_late"
        )
    }


def documents_asked(filing: Filing) -> tuple[DocumentAsked, ...]:
    """The papers that the answers of a filing ask for; none once the time limit has passed."""
    answers = answers_of(filing)
    procedure = registry.get(filing.key, filing.version)
    return tuple(
        asked
        for step in procedure.steps_for(answers)
        if answers and step.documents
        for asked in step.documents(answers)
    )


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


def documents_of(file: Acting, filing: Filing, *, now: datetime.datetime) -> Documents:
    """What a filing asked for, what has come of it, and whether more may still be handed in today.

    Two queries where nothing was asked for, and one more for the rest.
    """
    rows = papers.of_filing(filing)
    try:
        procedure = registry.get(filing.key, filing.version)
    except LookupError:
        procedure = None
    waiting = procedure is not None and procedure.satisfied is not None and any(map(papers.is_outstanding, rows))
    context = (
        context_of(file, procedure, person_summary(file), subject=filing.subject, now=now)
        if procedure is not None and waiting
        else None
    )
    is_last = not hasattr(filing, "withdrawal") and not hasattr(filing, "corrected_by")
    return Documents(
        rows=tuple(rows),
        there=frozenset(
            row.pk
            for row in rows
            if procedure is not None and context is not None and papers.is_there(row.asked, procedure, context)
        ),
        may_hand_in=is_last and permit(file, HAND_IN) is Answered.ALLOWED,
    )


def handed_in_of(acting: Acting, number: str, *, now: datetime.datetime) -> tuple[Acting, HandedIn, Shown]:
    """What was handed in under a receipt of its own, with the opened file and that receipt. Raises Hidden."""
    rows = HandedIn.objects.select_related("receipt", "asked", "filing__receipt", "version__document")
    found = rows.filter(receipt__number=number).first()
    if found is None or found.receipt is None:
        raise Hidden
    file = open_form_file(acting, found.filing.person_id, Purpose(found.filing.purpose), now=now)
    return file, found, shown(found.receipt)


def all_filed(acting: Acting, *, now: datetime.datetime) -> list[Filing]:
    """All that the person at the keyboard has filed, events too, the latest first; each with `title_read`, the title
    as she read it (None once it is gone). One query beside the gate's. Raises Hidden for others."""
    if acting.person_id is None:
        raise Hidden
    file = open_file(acting, acting.person_id, Purpose.PERSONAL_DATA, now=now)
    if not file.is_own_file:
        raise Hidden
    rows = Filing.objects.of(file.file()).annotate(title_read=KeyTextTransform("title", "content__text_seen"))
    related = ("receipt", "withdrawal", "corrects__receipt", "corrected_by__receipt")
    return list(rows.select_related(*related).order_by("-filed_at", "-pk"))


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
    """What the person at the keyboard has to file, can file and has filed; five queries. Raises Hidden for others.

    For months: this one, the three before, and any with an open draft. For events: one line to begin with, and the
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


def file_for(acting: Acting, key: str, subject: str, *, person_id: int | None, now: datetime.datetime) -> Acting:
    """The file of the person whose form this is, opened for its purpose. Raises Hidden."""
    procedure = procedure_for(key, subject, now)
    if person_id is None or procedure.on_paper_only:
        raise Hidden
    return open_form_file(acting, person_id, procedure.purpose, now=now)


def file_of_draft(acting: Acting, draft_id: int, *, now: datetime.datetime) -> Acting:
    """The file of the person whose draft this is, opened for the purpose of its procedure. Raises Hidden."""
    found = Draft.objects.filter(pk=draft_id).values_list("person_id", "key", "version").first()
    if found is None:
        raise Hidden
    person_id, key, version = found
    return open_form_file(acting, person_id, registry.get(key, version).purpose, now=now)


def start_of(acting: Acting, key: str, subject: str, *, person_id: int | None, now: datetime.datetime) -> Start:
    """What the first page of a form says: until when, what is begun, what was filed. Raises Hidden.

    `key` and `subject` as `services.open_draft` takes them.
    """
    procedure = procedure_for(key, subject, now)
    if person_id is None or procedure.on_paper_only:
        raise Hidden
    file = open_form_file(acting, person_id, procedure.purpose, now=now)
    draft = begun_draft(procedure, person_id, subject)
    filing = last_filing(procedure, person_id, subject)
    version = registry.get(draft.key, draft.version) if draft else procedure
    context = context_of(file, version, person_summary(file), subject=subject, now=now)
    if draft is None and filing is None and version.offered and not version.offered(context):
        raise Hidden
    window = version.window(context)
    return Start(
        file=file,
        procedure=version,
        subject=subject,
        window=window,
        state=_state(window, draft, today=context.today),
        draft_id=draft.pk if draft else None,
        receipt=filing.receipt.number if filing and not hasattr(filing, "withdrawal") else "",
        may_begin=permit(file, BEGIN) is Answered.ALLOWED,
    )


def procedure_for(key: str, subject: str, now: datetime.datetime) -> Procedure:
    """The version that is valid on the day the subject is about. Raises Hidden for an unknown key or subject."""
    is_month = re.fullmatch(MonthConverter.regex, subject)
    try:
        procedure = registry.valid_on(key, MonthConverter().to_python(subject) if is_month else day_of(now))
    except LookupError:
        raise Hidden from None
    fits = {
        SubjectKind.ONCE: subject == "",
        SubjectKind.MONTH: bool(is_month),
        SubjectKind.EVENT: subject == "" or bool(_MARK.fullmatch(subject)),
    }
    if not fits[procedure.subject]:
        raise Hidden
    return procedure


def begun_draft(procedure: Procedure, person_id: int, subject: str) -> Draft | None:
    """The open draft; for an event without a mark, one in which nobody has written yet."""
    drafts = Draft.objects.open().filter(person_id=person_id, key=procedure.key)
    if procedure.subject is SubjectKind.EVENT and not subject:
        return drafts.filter(answers=None, corrects=None).order_by("pk").first()
    return drafts.filter(subject=subject).first()


def last_filing(procedure: Procedure, person_id: int, subject: str) -> Filing | None:
    """The last filing of a subject, taken back or not; an event without a mark has none."""
    if procedure.subject is SubjectKind.EVENT and not subject:
        return None
    filings = Filing.objects.filter(person_id=person_id, key=procedure.key, subject=subject)
    return filings.select_related("receipt", "withdrawal").order_by("-sequence").first()


def may_file(file: Acting) -> Answered:
    """Whether whoever has opened the file may file, or only once the person has confirmed it."""
    allowed = permit(file, FILE)
    # Who may only prepare can still say that it is ready: it is the person who files.
    return Answered.TO_BE_CONFIRMED if allowed is Answered.REFUSED else allowed


def may_still(file: Acting, filing: Filing, *, now: datetime.datetime) -> Still:
    """What can be done with a filing today."""
    is_last = not hasattr(filing, "withdrawal") and not hasattr(filing, "corrected_by")
    try:
        procedure = registry.get(filing.key, filing.version)
    except LookupError:
        return Still()
    takes_back = procedure.withdrawal is not None and procedure.withdrawal(filing.info, now)
    return Still(
        correct=is_last and procedure.correction_allowed and permit(file, CORRECT) is Answered.ALLOWED,
        take_back=is_last and takes_back and permit(file, WITHDRAW) is Answered.ALLOWED,
        what_next=tuple(str(sentence) for sentence in procedure.what_next),
    )


def content_of(filing: Filing) -> FilingContent:
    """What was filed. Raises Hidden once the time limit has passed and it is gone."""
    content = getattr(filing, "content", None)
    if content is None:
        raise Hidden
    return content


def _document(row: HandedIn) -> ReceivedDocument:
    return ReceivedDocument(
        kind=row.asked.kind,
        about=row.asked.about,
        sentence=row.asked.sentence,
        version_id=row.version_id,
        added_at=row.added_at,
        receipt=row.receipt.number if row.receipt else "",
    )


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
    return ProcedureLine(
        procedure=procedure,
        subject=subject,
        state=_state(window, draft, today=context.today),
        window=window,
        draft_id=draft.pk if draft else None,
    )


def _state(window: Window, draft: Draft | None, *, today: datetime.date) -> State:
    return rules.state(
        opens_on=window.opens_on,
        due_on=window.due_on,
        closes_on=window.closes_on,
        late_allowed=window.late_allowed,
        is_begun=draft is not None,
        is_correction=draft is not None and draft.corrects_id is not None,
        waits=draft is not None and draft.asked_at is not None,
        today=today,
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
