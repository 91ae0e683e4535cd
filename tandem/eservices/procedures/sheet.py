"""An open draft with all that is known about it: one query for its person, two for whoever helps her."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import get_language

from tandem.eservices.procedures import codec, papers, registry
from tandem.eservices.procedures.fields import RowsField, is_blank
from tandem.eservices.procedures.models import Answer, Draft
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.sources import facts_of
from tandem.eservices.procedures.stepform import StepForm, is_asked
from tandem.eservices.procedures.types import (
    Annex,
    Answers,
    Context,
    Contradiction,
    DocumentAsked,
    Effect,
    Paper,
    Procedure,
    Step,
    Window,
)
from tandem.foundation.beside import listed, read
from tandem.foundation.clock import day_of, start_of
from tandem.foundation.prepared import Rows
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import Beside, person_summary
from tandem.identity.people.types import PersonSummary


@dataclasses.dataclass(frozen=True)
class Sheet:
    """`file` is the opened file, `written` the answers that hold, by question; `answers` their Python values."""

    file: Acting
    draft: Draft
    procedure: Procedure
    person: PersonSummary
    context: Context
    written: Mapping[str, Answer]

    @functools.cached_property
    def said(self) -> Answers:
        """All that the draft holds: also what another answer has ruled out since, and rows that are not finished."""
        return codec.decode_all(self.procedure.fields, {name: row.value for name, row in self.written.items()})

    @functools.cached_property
    def answers(self) -> Answers:
        """Answers to questions that apply, as rules may read them: rows that are not finished are left out."""
        fields, conditions, said = self.procedure.fields, self.procedure.asked_when, self.said
        kept: dict[str, Any] = {}
        for step in self.procedure.steps:
            if step.shown_when is not None and not step.shown_when(kept):
                continue
            here = {name: said[name] for name in step.fields if name in said}
            for name, value in here.items():
                if is_asked(conditions, name, {**kept, **here}):
                    field = fields[name]
                    kept[name] = field.finished(value) if isinstance(field, RowsField) else value
        return kept

    @functools.cached_property
    def as_entered(self) -> Answers:
        """The same as somebody reads them: rows that are not finished, too, so far as they go."""
        return {name: self.said[name] for name in self.answers}

    def on_page(self, step: Step) -> Answers:
        """What stands on a page when it is opened: all that was ever entered there, for whoever changes her mind."""
        return {name: self.said[name] for name in step.fields if not is_blank(self.said.get(name))}

    @functools.cached_property
    def steps(self) -> tuple[Step, ...]:
        """The pages that the answers leave."""
        return self.procedure.steps_for(self.answers)

    @functools.cached_property
    def window(self) -> Window:
        return self.procedure.window(self.context)

    @functools.cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        find = self.procedure.contradictions
        return find(self.answers, self.context) if find else ()

    @functools.cached_property
    def effects(self) -> tuple[Effect, ...]:
        find = self.procedure.effects
        return find(self.answers, self.context) if find else ()

    @functools.cached_property
    def annex(self) -> Annex | None:
        return self.procedure.annex(self.file, self.context) if self.procedure.annex else None

    @functools.cached_property
    def checked(self) -> Mapping[str, StepForm]:
        """Each page filled with the stored answers; its `errors` say what is missing or wrong."""
        return {step.key: step.form.of_answers(self.as_entered, self.context) for step in self.steps}

    @functools.cached_property
    def asked_documents(self) -> tuple[DocumentAsked, ...]:
        """What the answers ask for beside themselves."""
        return papers.asked_by(self.procedure, self.answers)

    @functools.cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The same with what there is of each. No query where nothing is asked for."""
        asked = self.asked_documents
        return papers.of_draft(self.draft.pk, asked, self.procedure, self.context) if asked else ()

    @property
    def missing(self) -> tuple[tuple[Step, str], ...]:
        """What is not answered, or not well, as (step, question); empty when it can be filed."""
        return tuple((step, name) for step in self.steps for name in self.checked[step.key].errors)

    @property
    def resume_at(self) -> Step | None:
        """The first page that nobody has answered, or where something is missing; None when all is there."""
        for step in self.steps:
            asked = self.asked(step)
            unseen = bool(asked) and not any(name in self.written for name in asked)
            if unseen or self.checked[step.key].errors:
                return step
        return None

    def asked(self, step: Step) -> list[str]:
        """The questions of a page that apply."""
        form = self.checked[step.key]
        return [name for name in step.fields if form.is_asked(name, self.answers)]

    def revisions(self) -> dict[str, int]:
        return {name: row.revision for name, row in self.written.items()}


def enter(acting: Acting, draft_id: int, *, now: datetime.datetime) -> Sheet:
    """Open the file of whose draft this is, for the purpose of its procedure. Raises Hidden, AlreadyFiled."""
    own = _WITH_DRAFT.of_own(acting, draft_id=draft_id)
    draft = next(iter(read(Draft, own.columns["draft"])), None) if own else None
    if own is None or draft is None:
        own, draft = None, _DRAFT.first(pk=draft_id)
    if draft is None:
        raise Hidden
    procedure = registry.get(draft.key, draft.version)
    file = open_form_file(acting, draft.person_id, procedure.purpose, now=now)
    if procedure.on_paper_only:
        raise Hidden
    if draft.filing is not None:
        raise AlreadyFiled(draft.filing.receipt.number)
    if own is None:
        return load(file, draft, now=now)
    return _sheet(file, draft, own.summary(file), _by_question(own.columns["answers"]), now)


def open_form_file(acting: Acting, person_id: int, purpose: Purpose, *, now: datetime.datetime) -> Acting:
    """`open_file` for pages of a form, which are for the person and whoever helps her with a mandate.

    An office may open the area for its duty; what is not filed is none of its business, and what is filed it reads
    elsewhere (`selectors.received`). Raises Hidden before anything is noted.
    """
    if acting.capacity not in (Capacity.SELF, Capacity.HELPER, Capacity.SYSTEM):
        raise Hidden
    return open_file(acting, person_id, purpose, now=now)


def load(file: Acting, draft: Draft, *, now: datetime.datetime, written: Mapping[str, Answer] | None = None) -> Sheet:
    """The sheet of a draft whose person's file is open."""
    file.file(registry.get(draft.key, draft.version).purpose)
    if written is not None:
        return _sheet(file, draft, person_summary(file), written, now)
    person, found = _WITH_ANSWERS.of(file, draft_id=draft.pk)
    return _sheet(file, draft, person, _by_question(found["answers"]), now)


def _by_question(listed: list[str]) -> dict[str, Answer]:
    return {row.field: row for row in read(Answer, listed)}


def _sheet(
    file: Acting, draft: Draft, person: PersonSummary, written: Mapping[str, Answer], now: datetime.datetime
) -> Sheet:
    procedure = registry.get(draft.key, draft.version)
    return Sheet(
        file=file,
        draft=draft,
        procedure=procedure,
        person=person,
        context=context_of(file, procedure, person, subject=draft.subject, began_at=draft.began_at, now=now),
        written=written,
    )


def context_of(
    file: Acting,
    procedure: Procedure,
    person: PersonSummary,
    *,
    subject: str,
    now: datetime.datetime,
    began_at: datetime.datetime | None = None,
) -> Context:
    """What the functions of a procedure may know. Sources other than the person's own data are read when asked for."""
    context = Context(
        person_id=person.person_id,
        subject=subject,
        today=day_of(now),
        language=get_language() or "de",
        began_on=day_of(began_at) if began_at else None,
        canton=person.canton,
        office_id=person.office_id,
        fund_id=person.fund_id,
    )
    return registry.with_known(context, file, procedure.wanted_sources, _known(person), person.lists)


def _known(person: PersonSummary) -> dict[str, Any]:
    return facts_of(person) | registry.unknown_to(person.has)


def current_answers(draft_id: int, *, last_day: datetime.date | None = None) -> dict[str, Answer]:
    """The answer that holds for each question; one query, whatever the length of the history.

    With `last_day`: the one that held when this Swiss day ended.
    """
    if last_day is None:
        rows = _ANSWERS.all(draft_id=draft_id)
    else:
        rows = _answers(draft_id=draft_id).filter(written_at__lt=start_of(last_day + datetime.timedelta(days=1)))
    return {row.field: row for row in rows}


def _answers(*, draft_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(draft_id=draft_id).order_by("field", "-revision").distinct("field")


_ANSWERS = Rows(_answers, draft_id=101)
_WITH_ANSWERS = Beside(
    lambda *, draft_id: {"answers": listed(_answers(draft_id=draft_id))}, draft_id=4_611_686_018_427_387_902
)
_WITH_DRAFT = Beside(
    lambda *, draft_id: {
        "draft": listed(Draft.objects.filter(pk=draft_id, person_id=OuterRef("pk"))),
        "answers": listed(_answers(draft_id=draft_id).filter(draft__person_id=OuterRef("pk"))),
    },
    draft_id=4_611_686_018_427_387_902,
)
_DRAFT = Rows(
    lambda *, pk: Draft.objects.select_related("corrects__receipt", "filing__receipt", "asked_by").filter(pk=pk),
    pk=101,
)
