"""A form as it is begun: which one, how it stands, who may open it."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from tandem.eservices.procedures import registry, rules
from tandem.eservices.procedures.codec import decode_all
from tandem.eservices.procedures.deadlines import full_name
from tandem.eservices.procedures.enums import State, SubjectKind
from tandem.eservices.procedures.models import Answer, Draft, Filing
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.sheet import Sheet, context_of, enter, load, open_form_file
from tandem.eservices.procedures.types import Procedure, Start, Window
from tandem.eservices.procedures.wording import BEGIN, FILE
from tandem.foundation.beside import listed, read
from tandem.foundation.clock import day_of
from tandem.foundation.months import MonthConverter
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Answered
from tandem.identity.access.enums import Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import Beside, person_summary
from tandem.identity.people.types import PersonSummary

_MARK = re.compile(r"[a-z0-9-]{1,40}")


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
    return _BEGUN.first(person_id=person_id, key=procedure.key, subject=subject)


_BEGUN = Rows(
    lambda *, person_id, key, subject: (
        Draft.objects.open().filter(person_id=person_id, key=key, subject=subject).order_by("pk")[:1]
    ),
    person_id=101,
    key="key",
    subject="subject",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a form stands with a person: the open draft, and the last filing, taken back or not."""

    person: PersonSummary
    draft: Draft | None
    filings: int = 0
    receipt: str = ""
    is_taken_back: bool = False


def standing_of(file: Acting, procedure: Procedure, subject: str) -> Standing:
    """In the opened file; one query. An event without a mark was never filed."""
    if procedure.subject is SubjectKind.EVENT and not subject:
        return Standing(person=person_summary(file), draft=begun_draft(procedure, file.file(), subject))
    person, found = _STANDING.of(file, key=procedure.key, subject=subject)
    draft = next(iter(read(Draft, found["begun"])), None)
    last = next(iter(found["filed"]), None)
    if last is None:
        return Standing(person=person, draft=draft)
    return Standing(
        person=person,
        draft=draft,
        filings=last["sequence"],
        receipt=last["number"],
        is_taken_back=last["is_taken_back"],
    )


def _standing(**form: str) -> dict[str, ArraySubquery]:
    drafts = Draft.objects.open().filter(person_id=OuterRef("pk"), **form).order_by("pk")[:1]
    filings = Filing.objects.filter(person_id=OuterRef("pk"), **form).order_by("-sequence")
    facts = JSONObject(
        sequence="sequence", number="receipt__number", is_taken_back=Q(withdrawal__withdrawn_at__isnull=False)
    )
    return {"begun": listed(drafts), "filed": ArraySubquery(filings.values(row=facts)[:1])}


_STANDING = Beside(_standing, key="the key", subject="the subject")


def state_of(window: Window, draft: Draft | None, *, today: datetime.date) -> State:
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


def start_of(acting: Acting, key: str, subject: str, *, person_id: int | None, now: datetime.datetime) -> Start:
    """What the first page of a form says: until when, what is begun, what was filed. Raises Hidden.

    `key` and `subject` as `services.open_draft` takes them.
    """
    procedure = procedure_for(key, subject, now)
    if person_id is None or procedure.on_paper_only:
        raise Hidden
    file = open_form_file(acting, person_id, procedure.purpose, now=now)
    found = standing_of(file, procedure, subject)
    draft = found.draft
    version = registry.get(draft.key, draft.version) if draft else procedure
    context = context_of(file, version, found.person, subject=subject, now=now)
    if draft is None and not found.filings and version.offered and not version.offered(context):
        raise Hidden
    window = version.window(context)
    return Start(
        file=file,
        procedure=version,
        subject=subject,
        window=window,
        state=state_of(window, draft, today=context.today),
        draft_id=draft.pk if draft else None,
        receipt="" if found.is_taken_back else found.receipt,
        may_begin=permit(file, BEGIN) is Answered.ALLOWED,
    )


def file_for(acting: Acting, key: str, subject: str, *, person_id: int | None, now: datetime.datetime) -> Acting:
    """The file of the person whose form this is, opened for its purpose. Raises Hidden."""
    procedure = procedure_for(key, subject, now)
    if person_id is None or procedure.on_paper_only:
        raise Hidden
    return open_form_file(acting, person_id, procedure.purpose, now=now)


_WHOSE = Rows(lambda *, pk: Draft.objects.filter(pk=pk).values_list("person_id", "key", "version"), pk=101)


def file_of_draft(acting: Acting, draft_id: int, *, now: datetime.datetime) -> Acting:
    """The file of the person whose draft this is, opened for the purpose of its procedure. Raises Hidden."""
    found = _WHOSE.first(pk=draft_id)
    if found is None:
        raise Hidden
    person_id, key, version = found
    return open_form_file(acting, person_id, registry.get(key, version).purpose, now=now)


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


def area_of_draft(draft_id: int) -> tuple[int, Purpose]:
    """Whose draft it is, and for what its file is opened; for the gate. Raises Hidden for a missing one."""
    found = _WHOSE.first(pk=draft_id)
    if found is None:
        raise Hidden
    person_id, key, version = found
    return person_id, registry.get(key, version).purpose


def names_by_others(draft_ids: Iterable[int]) -> dict[int, str]:
    """What these forms are called on the pages of whoever helps, in the present language; nothing else of them.

    One query. A draft that is gone is left out.
    """
    rows = Draft.objects.filter(pk__in=list(draft_ids)).order_by("pk").values_list("pk", "key", "version", "subject")
    return {pk: full_name(registry.get(key, version), subject, by_others=True) for pk, key, version, subject in rows}


def sheet_in(file: Acting, draft_id: int, *, now: datetime.datetime) -> Sheet:
    """A draft by its number in a file that is open already: nothing is opened anew, and nobody looks.

    Raises Hidden, AlreadyFiled.
    """
    draft = Draft.objects.of(file.file()).select_related("corrects__receipt", "filing__receipt").filter(pk=draft_id)
    found = draft.first()
    if found is None:
        raise Hidden
    if found.filing is not None:
        raise AlreadyFiled(found.filing.receipt.number)
    return load(file, found, now=now)


def answers_at(sheet: Sheet, revisions: Mapping[str, int]) -> dict[str, Any]:
    """The answers of a draft as they stood at these revisions, by question: what was printed, whatever came later."""
    rows = Answer.objects.filter(draft_id=sheet.draft.pk, field__in=revisions)
    then = {row.field: row.value for row in rows.order_by("pk") if row.revision == revisions[row.field]}
    return decode_all(sheet.procedure.fields, then)


def may_file(file: Acting) -> Answered:
    """Whether whoever has opened the file may file, or only once the person has confirmed it."""
    allowed = permit(file, FILE)
    # Who may only prepare can still say that it is ready: it is the person who files.
    return Answered.TO_BE_CONFIRMED if allowed is Answered.REFUSED else allowed
