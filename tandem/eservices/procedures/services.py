"""What a person, or somebody with her, does with a form. `acting` is what `open_file` gave for the form's purpose."""

import contextlib
import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from tandem.eservices.procedures import codec, papers, registry, rules, signals
from tandem.eservices.procedures.announce import announce
from tandem.eservices.procedures.enums import Standing, SubjectKind
from tandem.eservices.procedures.filing import write_filing
from tandem.eservices.procedures.locking import locked, locked_filing, note
from tandem.eservices.procedures.models import Answer, Draft, Filing, Withdrawal
from tandem.eservices.procedures.refusals import (
    AlreadyFiled,
    AnswersChanged,
    AnswersGiven,
    Contradicted,
    DocumentMissing,
    Incomplete,
    NotCorrectable,
    NotOpenYet,
    NotWithdrawable,
    NotYetReceived,
    ReasonMissing,
    SheetReceived,
    TooLate,
)
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.selectors import begun_draft, last_filing, procedure_for
from tandem.eservices.procedures.sheet import Sheet, context_of, current_answers, load
from tandem.eservices.procedures.types import Conflict, HandedOver, Procedure, Saved, Window
from tandem.eservices.procedures.wording import (
    ASK,
    BEGIN,
    BEGIN_FOR_PAPER,
    CORRECT,
    DISCARD,
    FILE,
    FILE_AUTOMATICALLY,
    FILE_FROM_PAPER,
    TYPE_FROM_PAPER,
    WITHDRAW,
    WRITE,
)
from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Permit
from tandem.identity.access.enums import Capacity
from tandem.identity.access.selectors import permit
from tandem.identity.access.services import record
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary


@transaction.atomic
def open_draft(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime, verb: str = BEGIN) -> Draft:
    """The open draft of this procedure and subject, begun now if there is none: resuming and beginning are one verb.

    `subject` is "2026-11" for a month, empty for what is filed once; for an event it may be empty, and a mark is
    given. Raises AlreadyFiled, NotOpenYet, TooLate; Hidden for an unknown key or subject and where the procedure does
    not concern the person.
    """
    procedure = procedure_for(key, subject, now)
    person_id = acting.file(procedure.purpose)
    begun = begun_draft(procedure, person_id, subject)
    if begun is not None:
        return begun
    if permit(acting, verb) is not Permit.ALLOWED:
        raise Hidden
    last = last_filing(procedure, person_id, subject)
    if last is not None and not hasattr(last, "withdrawal"):
        raise AlreadyFiled(last.receipt.number)
    context = context_of(acting, procedure, person_summary(acting), subject=subject, now=now)
    if procedure.offered and not procedure.offered(context):
        raise Hidden
    _raise_unless_open(procedure.window(context), day_of(now))
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                person_id=person_id,
                key=key,
                version=procedure.version,
                subject=subject or _mark(procedure, person_id, now),
                sequence=last.sequence + 1 if last else 1,
                began_at=now,
                began_by_id=acting.user_id,
            )
    except IntegrityError:
        # Pressed twice, or in two windows at once: the other one has begun it.
        return Draft.objects.open().get(person_id=person_id, key=key, subject=subject)
    note(acting, verb, procedure, draft, now)
    return draft


def save_answers(
    acting: Acting,
    *,
    draft_id: int,
    values: Mapping[str, Any],
    seen: Mapping[str, int],
    now: datetime.datetime,
    sheet: Sheet | None = None,
) -> Saved:
    """Keep cleaned answers, each on its own. Whoever writes last never wins silently.

    `seen` is the revision of each answer that the writer had before her eyes (none: 0). An answer that somebody has
    changed meanwhile is not written but returned as a conflict; the others are. The same answer again writes nothing.
    `sheet` is the draft as the caller has just read it, which saves reading it twice. Raises AlreadyFiled, Hidden;
    ValueError for a question that the procedure does not ask.
    """
    if sheet is not None and sheet.draft.pk == draft_id and permit(acting, WRITE) is Permit.ALLOWED:
        # No lock: when somebody writes or files at this very moment, PostgreSQL refuses, and we look again.
        with contextlib.suppress(IntegrityError), transaction.atomic():
            held = sheet.written
            return _write(acting, sheet.draft, sheet.procedure, values=values, seen=seen, now=now, written=held)
    with transaction.atomic():
        draft, procedure = locked(acting, draft_id, WRITE)
        return _write(acting, draft, procedure, values=values, seen=seen, now=now)


@transaction.atomic
def report_nothing(acting: Acting, *, draft_id: int, now: datetime.datetime) -> Saved:
    """The short path: set the answers that say that there is nothing to report; what is known anyway goes along.

    Raises AnswersGiven when an answer says otherwise already: nothing is overwritten by a button. Raises AlreadyFiled;
    Hidden where the procedure has no short path.
    """
    draft, procedure = locked(acting, draft_id, WRITE)
    if procedure.nothing_to_report is None:
        raise Hidden
    sheet = load(acting, draft, now=now)
    wanted = {**_known(sheet), **procedure.nothing_to_report.answers}
    fields = procedure.fields
    for name, row in sheet.written.items():
        if row.value not in (None, "", [], codec.encode(fields[name], wanted.get(name))):
            raise AnswersGiven
    seen = sheet.revisions()
    return _write(acting, draft, procedure, values=wanted, seen=seen, now=now, written=sheet.written)


@transaction.atomic
def begin_with_nothing(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime) -> Draft:
    """The short path from its first page: `open_draft`, then `report_nothing`. Raises what they raise."""
    draft = open_draft(acting, key=key, subject=subject, now=now)
    report_nothing(acting, draft_id=draft.pk, now=now)
    return draft


@transaction.atomic
def discard_draft(acting: Acting, *, draft_id: int, now: datetime.datetime) -> None:
    """Remove a form that was not sent, with all its answers. Raises AlreadyFiled, SheetReceived, Hidden."""
    draft, procedure = locked(acting, draft_id, DISCARD)
    note(acting, DISCARD, procedure, draft, now)
    try:
        draft.delete()
    except ProtectedError:
        raise SheetReceived from None


@transaction.atomic
def ask_confirmation(acting: Acting, *, draft_id: int, seen: str, now: datetime.datetime) -> Draft:
    """A form is ready; whoever made it ready may not send it alone, and asks the person to.

    For a mandate that reaches "send with confirmation", or only "prepare". Raises what `file` raises.
    """
    draft, procedure = locked(acting, draft_id, ASK)
    sheet = load(acting, draft, now=now)
    _raise_unless_ready(sheet, day_of(now))
    if compose(sheet).seen != seen:
        raise AnswersChanged
    draft.asked_at, draft.asked_by_id = now, acting.user_id
    draft.save(update_fields=["asked_at", "asked_by"])
    note(acting, ASK, procedure, draft, now)
    announce(signals.confirmation_asked, draft_id=draft.pk)
    return draft


@transaction.atomic
def file(
    acting: Acting, *, draft_id: int, seen: str, language: Language, now: datetime.datetime, late_reason: str = ""
) -> Filing:
    """File a form: from then on nobody can change it, and the person holds a receipt.

    `seen` is the fingerprint of the last page (`review.Review.seen`) in `language`. Late is allowed where the window
    says so, and dated; `late_reason` goes along. Raises Incomplete, Contradicted, DocumentMissing, AnswersChanged,
    NotOpenYet, TooLate, AlreadyFiled; Hidden for whoever may not send, or not without the person's confirmation
    (`ask_confirmation`).
    """
    draft, _ = locked(acting, draft_id, FILE)
    with translation.override(language):
        sheet = load(acting, draft, now=now)
        _raise_unless_ready(sheet, day_of(now))
        review = compose(sheet)
        if review.seen != seen:
            raise AnswersChanged
        return write_filing(sheet, review, verb=FILE, now=now, late_reason=late_reason.strip())


@transaction.atomic
def file_automatically(acting: Acting, *, draft_id: int, now: datetime.datetime) -> Filing | None:
    """What the law's platform does after the due date: file what is there, in the person's language.

    For the platform itself, and a procedure that is declared so. None while it is not due, or when nobody has
    answered anything. Raises AlreadyFiled, Hidden.
    """
    draft, procedure = locked(acting, draft_id, FILE_AUTOMATICALLY)
    if acting.capacity is not Capacity.SYSTEM or not procedure.automatic_filing:
        raise Hidden
    with translation.override(person_summary(acting).language):
        sheet = load(acting, draft, now=now)
        if not rules.is_late(sheet.window.due_on, day_of(now)) or not (sheet.written or sheet.annex):
            return None
        return write_filing(
            sheet,
            compose(sheet),
            verb=FILE_AUTOMATICALLY,
            now=now,
            # What the platform sends in the night after the due day was there on that day.
            received_on=sheet.window.due_on,
            automatic=True,
        )


def begin_for_paper(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime) -> Draft:
    """`open_draft` at the desk, for somebody who takes the form home on paper: by whoever decides on it."""
    return open_draft(acting, key=key, subject=subject, now=now, verb=BEGIN_FOR_PAPER)


@transaction.atomic
def type_from_paper(
    acting: Acting, *, draft_id: int, values: Mapping[str, Any], seen: Mapping[str, int], now: datetime.datetime
) -> Saved:
    """`save_answers` for whoever is in charge and types what the person wrote on her sheet. Raises as it does."""
    draft, procedure = locked(acting, draft_id, TYPE_FROM_PAPER)
    return _write(acting.typing(), draft, procedure, values=values, seen=seen, now=now, verb=TYPE_FROM_PAPER)


@transaction.atomic
def file_from_paper(
    acting: Acting, *, draft_id: int, received_on: datetime.date, language: Language, now: datetime.datetime
) -> Filing:
    """File what was typed from a signed sheet, as received on the day of its postmark or at the counter.

    That day decides about late, and about the window: not the day on which somebody found the time to type. The
    sentence confirmed is the one printed on the sheet, in `language`. Raises Incomplete, Contradicted, NotOpenYet,
    TooLate, NotYetReceived, AlreadyFiled, Hidden.
    """
    draft, _ = locked(acting, draft_id, FILE_FROM_PAPER)
    if received_on > day_of(now):
        raise NotYetReceived
    with translation.override(language):
        sheet = load(acting.typing(), draft, now=now)
        # What belongs to it came in the same envelope, or comes later: nobody here can say.
        _raise_unless_ready(sheet, received_on, on_paper=True)
        return write_filing(sheet, compose(sheet), verb=FILE_FROM_PAPER, now=now, received_on=received_on)


@transaction.atomic
def hand_over_from_paper(
    acting: Acting, *, draft_id: int, received_on: datetime.date, language: Language, now: datetime.datetime
) -> HandedOver:
    """`file_from_paper` for a procedure whose feature keeps its own filings: it takes what was typed, and files it.

    Raises what `file_from_paper` raises, and the refusals of that feature; what was typed stays.
    """
    draft, procedure = locked(acting, draft_id, FILE_FROM_PAPER)
    if procedure.hand_over is None:
        raise ValueError(f"{procedure.key} is filed here: file_from_paper.")
    if received_on > day_of(now):
        raise NotYetReceived
    with translation.override(language):
        sheet = load(acting.typing(), draft, now=now)
        _raise_unless_ready(sheet, received_on)
        done = procedure.hand_over(sheet.file, sheet.answers, sheet.context, received_on, now)
    Draft.objects.filter(pk=draft.pk).update(handed_over_id=done.receipt_id)
    note(acting, FILE_FROM_PAPER, procedure, draft, now)
    return done


@transaction.atomic
def start_correction(acting: Acting, *, filing_id: int, reason: str, now: datetime.datetime) -> Draft:
    """A new draft with the answers of a filing, to be filed as its correction. The filing stays as it is.

    Only the last filing of a subject is corrected, and not one that was taken back. Answers keep their authors. One
    begun already is returned. Raises ReasonMissing, NotCorrectable, Hidden.
    """
    filing = locked_filing(acting, filing_id, CORRECT)
    procedure = registry.get(filing.key, filing.version)
    begun = begun_draft(procedure, filing.person_id, filing.subject)
    if begun is not None:
        return begun
    if not procedure.correction_allowed or hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise NotCorrectable
    if not reason.strip():
        raise ReasonMissing
    draft = Draft.objects.create(
        person_id=filing.person_id,
        key=filing.key,
        version=filing.version,
        subject=filing.subject,
        sequence=filing.sequence + 1,
        began_at=now,
        began_by_id=acting.user_id,
        corrects=filing,
        correction_reason=reason.strip()[:500],
    )
    Answer.objects.bulk_create(
        Answer(
            draft=draft,
            field=row.field,
            revision=1,
            value=row.value,
            written_by_id=row.written_by_id,
            capacity=row.capacity,
            presence=row.presence,
            written_at=row.written_at,
        )
        for row in current_answers(filing.draft.pk).values()
    )
    papers.attach_again(filing, draft.pk)
    note(acting, CORRECT, procedure, draft, now)
    return draft


@transaction.atomic
def withdraw(acting: Acting, *, filing_id: int, now: datetime.datetime) -> Withdrawal:
    """Take a filing back, where the law lets the person. It stays readable; a new one may be filed.

    Raises NotWithdrawable, Hidden.
    """
    filing = locked_filing(acting, filing_id, WITHDRAW)
    procedure = registry.get(filing.key, filing.version)
    allowed = procedure.withdrawal is not None and procedure.withdrawal(filing.info, now)
    if not allowed or hasattr(filing, "withdrawal") or hasattr(filing, "corrected_by"):
        raise NotWithdrawable
    if acting.user_id is None:
        raise Hidden
    taken_back = Withdrawal.objects.create(
        filing=filing, withdrawn_at=now, withdrawn_by_id=acting.user_id, presence=acting.presence
    )
    record(
        acting,
        verb=WITHDRAW,
        purpose=procedure.purpose,
        object_type=Filing._meta.label,
        object_id=filing.pk,
        now=now,
    )
    announce(signals.withdrawn, filing_id=filing.pk)
    return taken_back


def _known(sheet: Sheet) -> dict[str, Any]:
    """What the sources answer of questions that nobody has answered; she sees it before she files."""
    prefill = {name: source for step in sheet.procedure.steps for name, source in step.form.prefill.items()}
    return {
        name: value
        for name, source in prefill.items()
        if name not in sheet.written and (value := sheet.context.known.get(source)) is not None
    }


def _mark(procedure: Procedure, person_id: int, now: datetime.datetime) -> str:
    """The day of today, with a number when something was begun today already; empty for what is filed once."""
    if procedure.subject is not SubjectKind.EVENT:
        return ""
    day = day_of(now).isoformat()
    taken = set(
        Draft.objects.filter(person_id=person_id, key=procedure.key, subject__startswith=day).values_list(
            "subject", flat=True
        )
    )
    number = 1
    while (mark := day if number == 1 else f"{day}-{number}") in taken:
        number += 1
    return mark


def _write(
    acting: Acting,
    draft: Draft,
    procedure: Procedure,
    *,
    values: Mapping[str, Any],
    seen: Mapping[str, int],
    now: datetime.datetime,
    written: Mapping[str, Answer] | None = None,
    verb: str = WRITE,
) -> Saved:
    fields = procedure.fields
    if unknown := set(values) - set(fields):
        raise ValueError(f"values: {procedure.key} asks no {', '.join(sorted(unknown))}.")
    held = current_answers(draft.pk) if written is None else written
    rows: list[Answer] = []
    conflicts: list[Conflict] = []
    revisions: dict[str, int] = {}
    for name, value in values.items():
        last = held.get(name)
        revisions[name] = last.revision if last else 0
        encoded = codec.encode(fields[name], value)
        if last is not None and last.value == encoded:
            continue
        if last is not None and last.revision != seen.get(name, 0):
            conflicts.append(_conflict(fields[name], value, last))
            continue
        revisions[name] += 1
        rows.append(
            Answer(
                draft=draft,
                field=name,
                revision=revisions[name],
                value=encoded,
                written_by_id=acting.user_id,
                capacity=acting.capacity,
                presence=acting.presence,
                written_at=now,
            )
        )
    if rows:
        Answer.objects.bulk_create(rows)
        # Her own hand in her own form is in the form's history; somebody else's stands in the ledger as well.
        if not acting.is_own_file:
            note(acting, verb, procedure, draft, now)
    for row in rows:
        announce(
            signals.answer_written,
            draft_id=draft.pk,
            field=row.field,
            revision=row.revision,
            user_id=row.written_by_id,
            presence=row.presence,
        )
    return Saved(revisions=revisions, conflicts=tuple(conflicts))


def _conflict(field: Any, mine: Any, theirs: Answer) -> Conflict:
    return Conflict(
        field=theirs.field,
        mine=mine,
        theirs=codec.decode(field, theirs.value),
        revision=theirs.revision,
        written_by=theirs.written_by_id,
        presence=theirs.presence,  # type: ignore[arg-type]
        capacity=theirs.capacity,  # type: ignore[arg-type]
        written_at=theirs.written_at,
    )


def _raise_unless_ready(sheet: Sheet, day: datetime.date, *, on_paper: bool = False) -> None:
    # What corrects a filing is received whenever it comes: the window is about the first one.
    if sheet.draft.corrects is None:
        _raise_unless_open(sheet.window, day)
    if missing := sheet.missing:
        raise Incomplete(tuple((step.key, name) for step, name in missing))
    for found in sheet.contradictions:
        if found.blocking:
            raise Contradicted(found.message)
    if not on_paper:
        for paper in sheet.papers:
            if paper.standing is Standing.MISSING:
                raise DocumentMissing(paper.asked.sentence)


def _raise_unless_open(window: Window, today: datetime.date) -> None:
    if window.opens_on is not None and today < window.opens_on:
        raise NotOpenYet
    too_late = rules.is_late(window.due_on, today) and not window.late_allowed
    if too_late or not rules.is_open(opens_on=window.opens_on, closes_on=window.closes_on, today=today):
        raise TooLate
