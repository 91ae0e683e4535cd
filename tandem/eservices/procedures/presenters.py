"""What the pages of a form say."""

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.eservices.procedures import codec, reading, registry, rules
from tandem.eservices.procedures.checks import burden
from tandem.eservices.procedures.enums import Standing, State
from tandem.eservices.procedures.models import Answer, AskedDocument, Filing
from tandem.eservices.procedures.papers import is_outstanding
from tandem.eservices.procedures.selectors import Documents
from tandem.eservices.procedures.sheet import Sheet
from tandem.eservices.procedures.stepform import StepForm
from tandem.eservices.procedures.types import DOCUMENTS, Conflict, Procedure, Section, Step
from tandem.facilities.documents.enums import Scan
from tandem.foundation import formatting
from tandem.foundation.authorship import Author
from tandem.foundation.months import MonthConverter
from tandem.identity.access.enums import Capacity, Presence

STANDING_COLOURS = {
    Standing.ADDED: "green",
    Standing.THERE: "green",
    Standing.LATER: "ochre",
    Standing.MISSING: "ochre",
    Standing.LEFT_OUT: "grey",
}
STATE_COLOURS = {
    State.AHEAD: "grey",
    State.OPEN: "petrol",
    State.BEGUN: "petrol",
    State.DUE_SOON: "ochre",
    State.TO_CONFIRM: "ochre",
    State.LATE: "ochre",
    State.CLOSED: "grey",
    State.FILED: "green",
    State.WITHDRAWN: "grey",
}
_TOGETHER = {Presence.TOGETHER_OWN_HANDS, Presence.TOGETHER_HELPER_HANDS}
_AUTHORS = {
    Capacity.SELF: Author.PERSON,
    Capacity.HELPER: Author.HELPER,
    Capacity.PROVIDER: Author.HELPER,
    Capacity.SYSTEM: Author.SYSTEM,
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question on its page. `seen` is the revision shown; `author` is empty while nobody has answered.

    `condition` is JSON for the script: [name, [values]]; `only_if` says the same in words where no script runs.
    `source`: its value stands there because it is known.
    """

    field: BoundField
    seen: int
    author: str
    condition: str = ""
    only_if: str = ""
    is_known: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Two answers to one question: which one holds?"""

    name: str
    question: str
    mine: str
    theirs: str
    author: str
    written_at: datetime.datetime
    revision: int


def author(capacity: str, presence: str) -> str:
    """Whose hand, as the shapes say it."""
    if presence in _TOGETHER:
        return Author.TOGETHER.value
    return _AUTHORS.get(Capacity(capacity), Author.OFFICE).value


def author_of(row: Answer | None) -> str:
    return author(row.capacity, row.presence) if row else ""


def subject_label(subject: str) -> str:
    """ "2026-11" as the reader writes a month; empty for everything else: a mark is for machines."""
    try:
        return formatting.month_and_year(MonthConverter().to_python(subject))
    except ValueError:
        return ""


def heading(procedure: Procedure, subject: str, *, is_hers: bool) -> str:
    """The title with its month, as she reads it or somebody else."""
    title, label = procedure.title_to(is_hers=is_hers), subject_label(subject)
    return formatting.labelled(title, label) if label else str(title)


def questions(sheet: Sheet, step: Step, form: StepForm) -> list[Question]:
    """The questions of a page in their order; those that an earlier page rules out are left away."""
    conditions = sheet.procedure.asked_when
    shown = []
    for name in step.fields:
        other, wanted = conditions.get(name, ("", None))
        if other and other not in step.fields and not form.is_asked(name, sheet.answers):
            continue
        row = sheet.written.get(name)
        # The JavaScript looks at fields of this page only.
        here = other in step.fields
        shown.append(
            Question(
                field=form[name],
                seen=row.revision if row else 0,
                author=author_of(row),
                condition=_condition(step, other, wanted) if here else "",
                only_if=_only_if(step, other, wanted) if here else "",
                is_known=row is None and not form.is_bound and form.initial.get(name) not in (None, "", []),
            )
        )
    return shown


def _values(step: Step, other: str, wanted: Any) -> list[str]:
    field = step.fields[other]
    values = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    return sorted(str(codec.as_typed(field, value)) for value in values)


def _condition(step: Step, other: str, wanted: Any) -> str:
    return json.dumps([other, _values(step, other, wanted)])


def _only_if(step: Step, other: str, wanted: Any) -> str:
    field = step.fields[other]
    values = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    said = " / ".join(formatting.quoted(reading.text(field, value)) for value in values)
    return _("Answer this only if “%(question)s” is %(answer)s.") % {
        "question": reading.question(other, field),
        "answer": said,
    }


def choices(step: Step, conflicts: Iterable[Conflict]) -> list[Choice]:
    """Each conflict as two answers to choose from."""
    return [
        Choice(
            name=one.field,
            question=reading.question(one.field, step.fields[one.field]),
            mine=reading.text(step.fields[one.field], one.mine),
            theirs=reading.text(step.fields[one.field], one.theirs),
            author=author(one.capacity, one.presence),
            written_at=one.written_at,
            revision=one.revision,
        )
        for one in conflicts
    ]


def carried(data: QueryDict, conflicts: Iterable[Conflict]) -> list[tuple[str, str]]:
    """What was typed, to be sent once more with the choice: hidden fields, without the token and earlier choices."""
    again = {f"{prefix}{one.field}" for one in conflicts for prefix in ("keep-", "theirs-")}
    skipped = {"csrfmiddlewaretoken", *again}
    return [(name, value) for name, values in data.lists() for value in values if name not in skipped]


def read_sections(sheet: Sheet, sections: Iterable[Section], note: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """The sections of the last page, each line with its author; `note(step, question)` is what neighbours say."""
    return [
        {"title": section.title, "rows": _lines_of(sheet, section, _change_url(sheet, section.step), note)}
        for section in sections
    ]


def _lines_of(sheet: Sheet, section: Section, url: str, note: Callable[[str, str], str]) -> list[dict[str, str]]:
    return [
        {
            "question": row.question,
            "answer": row.answer,
            "change": url,
            "who": author_of(sheet.written.get(row.field)) if url else "",
            "note": note(section.step, row.field or row.question),
        }
        for row in section.rows
    ]


def _change_url(sheet: Sheet, step: str) -> str:
    if step == DOCUMENTS:
        return reverse("procedures:documents", args=[sheet.draft.pk])
    return f"{reverse('procedures:step', args=[sheet.draft.pk, step])}?change=1" if step else ""


def missing(sheet: Sheet) -> list[dict[str, str]]:
    """What is still to be answered, each with its page and its sentence."""
    return [
        {
            "step": step.key,
            "question": reading.question(name, step.fields[name]) if name in step.fields else str(step.title),
            "sentence": str(sheet.checked[step.key].errors[name][0]),
        }
        for step, name in sheet.missing
    ]


def papers(sheet: Sheet) -> list[dict[str, Any]]:
    """Each document that is asked for, with its files, and who added each."""
    return [
        {
            "asked": paper.asked,
            "standing": paper.standing,
            "colour": STANDING_COLOURS[paper.standing],
            "files": [
                {"id": row.pk, "file": file, "author": author(row.capacity, row.presence)}
                for row, file in zip(paper.attached, paper.files, strict=True)
            ],
        }
        for paper in sheet.papers
    ]


def documents(found: Documents) -> list[dict[str, Any]]:
    """Each document that a filing asked for, as it stands today."""
    shown = []
    for row in found.rows:
        standing = _standing(row, is_there=row.pk in found.there)
        files = [one for one in row.handed_in.all() if one.version.scan != Scan.INFECTED]
        shown.append(
            {
                "asked": row.asked,
                "standing": standing,
                "colour": STANDING_COLOURS[standing],
                "files": files,
                "wanted_by": found.wanted.get(row.pk),
            }
        )
    return shown


def _standing(row: AskedDocument, *, is_there: bool) -> Standing:
    if is_outstanding(row) and not is_there:
        return Standing.LATER
    if row.handed_in.all():
        return Standing.ADDED
    return Standing.THERE if is_there or row.required else Standing.LEFT_OUT


def blocked_by(sheet: Sheet) -> list[str]:
    """The documents without which it cannot be filed."""
    return [str(paper.asked.sentence) for paper in sheet.papers if paper.standing is Standing.MISSING]


def cost(procedure: Procedure) -> str:
    """How long it takes at most, in words."""
    _fields, _pages, minutes = burden(procedure)
    return ngettext("About %(number)d minute.", "At most %(number)d minutes.", minutes) % {"number": minutes}


def is_late(sheet: Sheet) -> bool:
    """Whether it is late today, and no correction."""
    return sheet.draft.corrects is None and rules.is_late(sheet.window.due_on, sheet.context.today)


def history(rows: Iterable[Answer], procedure: Procedure | None) -> list[dict[str, Any]]:
    """Every answer that was written, as it is read, with who and when."""
    fields: Mapping[str, Any] = procedure.fields if procedure else {}
    return [
        {
            "question": reading.question(row.field, fields[row.field]) if row.field in fields else row.field,
            "answer": reading.text(fields[row.field], codec.decode(fields[row.field], row.value))
            if row.field in fields
            else str(row.value),
            "author": author_of(row),
            "at": row.written_at,
        }
        for row in rows
    ]


def history_of(filing: Filing, rows: Iterable[Answer]) -> list[dict[str, Any]]:
    """The history of what was filed; a declaration that is no longer there leaves the questions' own names."""
    try:
        procedure = registry.get(filing.key, filing.version)
    except LookupError:
        procedure = None
    return history(rows, procedure)


def title_of_line(filing: Filing) -> str:
    """The title in a list (`selectors.all_filed`)."""
    title = filing.title_read or filing.key  # type: ignore[attr-defined]
    label = subject_label(filing.subject)
    return formatting.labelled(title, label) if label else title


def title_of(filing: Filing, *, is_hers: bool = True) -> str:
    """The title as it stood on her page, with the month, or as others call it; the key of what is declared no more."""
    content = getattr(filing, "content", None)
    try:
        others = registry.get(filing.key, filing.version).title_to(is_hers=False)
    except LookupError:
        others = filing.key
    title = content.text_seen["title"] if content and is_hers else others
    label = subject_label(filing.subject)
    return formatting.labelled(title, label) if label else title
