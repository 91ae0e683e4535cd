"""Beginning a form, answering it, throwing it away."""

import contextlib
import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tandem.eservices.procedures import codec, signals
from tandem.eservices.procedures.announce import announce
from tandem.eservices.procedures.enums import SubjectKind
from tandem.eservices.procedures.locking import locked, note
from tandem.eservices.procedures.models import Answer, Draft
from tandem.eservices.procedures.refusals import AlreadyFiled, AnswersGiven, SheetReceived
from tandem.eservices.procedures.selectors import procedure_for, standing_of
from tandem.eservices.procedures.services.checks import raise_unless_open
from tandem.eservices.procedures.sheet import Sheet, context_of, current_answers, load
from tandem.eservices.procedures.stepform import is_asked
from tandem.eservices.procedures.types import Conflict, Procedure, Saved
from tandem.eservices.procedures.wording import BEGIN, DISCARD, WRITE
from tandem.foundation import at_once
from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Permit
from tandem.identity.access.selectors import permit
from tandem.identity.access.types import Acting


@transaction.atomic
def open_draft(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime, verb: str = BEGIN) -> Draft:
    """The open draft of this procedure and subject, begun now if there is none: resuming and beginning are one verb.

    `subject` is "2026-11" for a month, empty for what is filed once; for an event it may be empty, and a mark is
    given. Raises AlreadyFiled, NotOpenYet, TooLate; Hidden for an unknown key or subject and where the procedure does
    not concern the person.
    """
    return _open(acting, key, subject, now, verb)[0]


def _open(acting: Acting, key: str, subject: str, now: datetime.datetime, verb: str) -> tuple[Draft, Sheet | None]:
    """The draft; and its sheet when it was begun just now, in this transaction: nobody else can have written in it."""
    procedure = procedure_for(key, subject, now)
    person_id = acting.file(procedure.purpose)
    found = standing_of(acting, procedure, subject)
    if found.draft is not None:
        return found.draft, None
    if permit(acting, verb) is not Permit.ALLOWED:
        raise Hidden
    if found.receipt and not found.is_taken_back:
        raise AlreadyFiled(found.receipt)
    person = found.person
    context = context_of(acting, procedure, person, subject=subject, now=now)
    if procedure.offered and not procedure.offered(context):
        raise Hidden
    raise_unless_open(procedure.window(context), day_of(now))
    draft = Draft(
        person_id=person_id,
        key=key,
        version=procedure.version,
        subject=subject or _mark(procedure, person_id, now),
        sequence=found.filings + 1,
        began_at=now,
        began_by_id=acting.user_id,
    )
    if not at_once.add(draft):
        # Pressed twice, or in two windows at once: the other one has begun it.
        return Draft.objects.open().get(person_id=person_id, key=key, subject=draft.subject), None
    note(acting, verb, procedure, draft, now)
    context = context_of(acting, procedure, person, subject=draft.subject, began_at=now, now=now)
    return draft, Sheet(acting, draft, procedure, person, context, written={})


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
        # No lock: when somebody writes or files at this very moment, PostgreSQL refuses, and we look again. Her own
        # answers are one statement, all of them or none; somebody else's stand in the ledger, too.
        alone = acting.is_own_file and not connection.in_atomic_block
        with contextlib.suppress(IntegrityError), contextlib.nullcontext() if alone else transaction.atomic():
            held = sheet.written
            return write(acting, sheet.draft, sheet.procedure, values=values, seen=seen, now=now, written=held)
    with transaction.atomic():
        draft, procedure = locked(acting, draft_id, WRITE)
        return write(acting, draft, procedure, values=values, seen=seen, now=now)


@transaction.atomic
def report_nothing(acting: Acting, *, draft_id: int, now: datetime.datetime) -> Saved:
    """The short path: set the answers that say that there is nothing to report; what is known anyway goes along.

    Raises AnswersGiven when an answer says otherwise already: nothing is overwritten by a button. Raises AlreadyFiled;
    Hidden where the procedure has no short path.
    """
    draft, _procedure = locked(acting, draft_id, WRITE)
    return _report_nothing(load(acting, draft, now=now), now)[0]


def _report_nothing(sheet: Sheet, now: datetime.datetime) -> tuple[Saved, Sheet]:
    acting, draft, procedure = sheet.file, sheet.draft, sheet.procedure
    if procedure.nothing_to_report is None:
        raise Hidden
    nothing = procedure.nothing_to_report.answers
    wanted = {**_known(sheet, nothing), **nothing}
    fields = procedure.fields
    for name in sheet.answers:
        if sheet.written[name].value not in (None, "", [], codec.encode(fields[name], wanted.get(name))):
            raise AnswersGiven
    seen = sheet.revisions()
    saved = write(acting, draft, procedure, values=wanted, seen=seen, now=now, written=sheet.written)
    return saved, dataclasses.replace(sheet, written=saved.written)


@transaction.atomic
def begin(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime) -> Sheet:
    """`open_draft`, and how it stands. Raises what that raises."""
    draft, sheet = _open(acting, key, subject, now, BEGIN)
    return sheet or load(acting, draft, now=now)


@transaction.atomic
def begin_with_nothing(acting: Acting, *, key: str, subject: str = "", now: datetime.datetime) -> Sheet:
    """The short path from its first page: `begin`, then `report_nothing`. Raises what they raise."""
    draft, sheet = _open(acting, key, subject, now, BEGIN)
    if sheet is None or sheet.procedure.on_paper_only or permit(acting, WRITE) is not Permit.ALLOWED:
        sheet = load(acting, locked(acting, draft.pk, WRITE)[0], now=now)
    return _report_nothing(sheet, now)[1]


@transaction.atomic
def discard_draft(acting: Acting, *, draft_id: int, now: datetime.datetime) -> None:
    """Remove a form that was not sent, with all its answers. Raises AlreadyFiled, SheetReceived, Hidden."""
    draft, procedure = locked(acting, draft_id, DISCARD)
    note(acting, DISCARD, procedure, draft, now)
    try:
        draft.delete()
    except ProtectedError:
        raise SheetReceived from None
    announce(signals.discarded, draft_id=draft_id)


def write(
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
        at_once.write(Answer, rows)
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
    written = {**held, **{row.field: row for row in rows}}
    return Saved(revisions=revisions, conflicts=tuple(conflicts), written=written)


def _known(sheet: Sheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the sources answer of questions that these answers leave open; she sees it before she files."""
    conditions = sheet.procedure.asked_when
    prefill = {name: source for step in sheet.procedure.steps for name, source in step.form.prefill.items()}
    return {
        name: value
        for name, source in prefill.items()
        if name not in sheet.written and name not in answers and is_asked(conditions, name, answers)
        if (value := sheet.context.known.get(source)) is not None
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
