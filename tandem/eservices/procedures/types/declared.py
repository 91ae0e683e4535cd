"""A procedure as it is declared, and the values its functions work on."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise

from tandem.eservices.procedures.enums import Recipient, Standing, SubjectKind
from tandem.eservices.procedures.stepform import StepForm
from tandem.facilities.documents.types import VersionFacts
from tandem.foundation.months import MonthConverter
from tandem.identity.access.enums import Purpose
from tandem.identity.access.types import Acting

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Attachment, Filing

# The name of the page of documents; no step may bear it.
DOCUMENTS = "documents"

Text = str | Promise
# Python values by field: dates are dates, money is Decimal. A question that was not answered is not there, or None.
Answers = Mapping[str, Any]
Known = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the pure functions of a procedure may know beside the answers. Values only.

    `subject` is "2026-11" for a month, empty for what is filed once, a short mark for an event. `canton` is two
    capitals. `known` holds the values of the registered sources that the procedure names, None where a source is
    silent. `began_on` is the day on which the draft was begun.
    """

    person_id: int
    subject: str
    today: datetime.date
    language: str
    began_on: datetime.date | None = None
    canton: str = ""
    office_id: int | None = None
    fund_id: int | None = None
    known: Known = dataclasses.field(default_factory=dict)

    @property
    def month(self) -> datetime.date:
        """The first day of the month that this is about. Raises ValueError when it is about no month."""
        return MonthConverter().to_python(self.subject)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something may be filed. All days are included; None means: no such day.

    `due_on` is the last day in time. Later is `late`: allowed with `late_allowed`, dated, and a reason is asked.
    After `closes_on` nothing can be filed. `forfeits_on` is the last day before a right is lost (shown, never
    enforced: who lost it is decided by people). `sentence` says all this to the person, with the article.
    """

    opens_on: datetime.date | None = None
    due_on: datetime.date | None = None
    late_allowed: bool = True
    closes_on: datetime.date | None = None
    forfeits_on: datetime.date | None = None
    sentence: Text = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Answers that cannot both be right, as a sentence. Only a blocking one keeps somebody from filing."""

    fields: tuple[str, ...]
    message: Text
    blocking: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from the answers: the figure, how it was computed, the article; "indicative" unless certain."""

    sentence: Text
    figure: Decimal | None = None
    formula: Text = ""
    article: str = ""
    indicative: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAsked:
    """A document that an answer asks for. `deferrable`: it may be brought later; the filing then says so.

    `about` tells several of one kind apart: the employer whose certificate it is. `on_paper` is the sentence where
    nobody knows yet whom it is about: "The certificate of each employer."
    """

    kind: str
    sentence: Text
    about: str = ""
    on_paper: Text = ""
    required: bool = True
    deferrable: bool = True

    @property
    def mark(self) -> str:
        """Its name in addresses: says nothing about anybody."""
        return f"{self.kind}-{hashlib.sha256(self.about.encode()).hexdigest()[:8]}" if self.about else str(self.kind)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that is asked for, with its files, and how each was put there.

    `is_there`: the feature has it from somebody else.
    """

    asked: DocumentAsked
    files: tuple[VersionFacts, ...] = ()
    attached: tuple[Attachment, ...] = ()
    is_there: bool = False

    @property
    def standing(self) -> Standing:
        if self.files:
            return Standing.ADDED
        if self.is_there:
            return Standing.THERE
        if not self.asked.required:
            return Standing.LEFT_OUT
        return Standing.LATER if self.asked.deferrable else Standing.MISSING

    @property
    def is_outstanding(self) -> bool:
        """Whether it must still come, now or later."""
        return self.standing in {Standing.LATER, Standing.MISSING}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page. `shown_when` leaves it out; `documents` says what its answers ask for; `lesson` is a key."""

    key: str
    title: Text
    form: type[StepForm]
    lead: Text = ""
    shown_when: Callable[[Answers], bool] | None = None
    documents: Callable[[Answers], tuple[DocumentAsked, ...]] | None = None
    lesson: str = ""

    @property
    def fields(self) -> Mapping[str, forms.Field]:
        return self.form.base_fields


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a procedure may cost at most: questions (each of a repeated row counts once), pages, minutes."""

    fields: int
    pages: int
    minutes: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NothingToReport:
    """The short path: one button sets these answers and leads to the last look. `sentence` says what it declares."""

    answers: Answers
    sentence: Text
    button: Text


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line as it is read: question, answer, and who wrote it (None where nobody did, as in a computed line)."""

    question: str
    answer: str
    field: str = ""
    author: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines that stand together under one heading. `step` is empty for what is no page of its own."""

    title: str
    rows: tuple[Row, ...]
    step: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What is filed with the answers although nobody was asked for it, such as the efforts noted over the month.

    `payload` is plain JSON under its own key; `sections` is how the person reads it before she files.
    """

    payload: Mapping[str, Any]
    sections: tuple[Section, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FilingInfo:
    """What was filed, for a rule that decides about it."""

    key: str
    version: str
    subject: str
    sequence: int
    filed_at: datetime.datetime
    due_on: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The receipt under which another feature has filed a sheet; `fingerprint` in 64 hexadecimal digits. `more`: the
    numbers of the other receipts, of what went to several."""

    receipt_id: int
    number: str
    fingerprint: str
    more: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Procedure:
    """One form that a person files, declared. The engine does the rest (`docs/procedures.md`).

    `key` is "<feature>.<name>"; `version` names this wording, valid on the days of the half-open period
    [valid_from, valid_until). `window`, `contradictions`, `effects`, `offered` and `annex` are called with values.
    `on_filed(acting, filing, now)` runs in the transaction of the filing; what it raises undoes the filing.
    `withdrawal(info, now)` says whether the law still lets the person take it back; None: never.
    `hand_over(acting, answers, context, received_on, now)` is for a feature that keeps its own filings and pages: the
    procedure is then its face on paper alone, never begun or listed on screen; what was typed from a signed sheet is
    handed to it, and it gives the receipt (ADR 0096).
    `sources` names registered sources that the functions read from `context.known` beside those that fields prefill.
    `offered` says whether the procedure concerns this person on this subject at all (None: everybody).
    `satisfied(asked, context)` says that a document is there already, from somebody else: nobody brings it twice.
    `wanted_by(asked, context)` is the day by which whoever waits for a document of a filing wants it.
    `title_by_others`: what somebody else calls it, where `title` speaks to her.
    """

    key: str
    version: str
    valid_from: datetime.date
    valid_until: datetime.date | None = None
    purpose: Purpose
    title: Text
    lead: Text
    recipient: Recipient
    subject: SubjectKind
    steps: tuple[Step, ...]
    budget: Budget
    window: Callable[[Context], Window]
    declaration: Text
    what_next: tuple[Text, ...] = ()
    nothing_to_report: NothingToReport | None = None
    contradictions: Callable[[Answers, Context], tuple[Contradiction, ...]] | None = None
    effects: Callable[[Answers, Context], tuple[Effect, ...]] | None = None
    annex: Callable[[Acting, Context], Annex] | None = None
    on_filed: Callable[[Acting, Filing, datetime.datetime], None] | None = None
    hand_over: Callable[[Acting, Answers, Context, datetime.date, datetime.datetime], HandedOver] | None = None
    withdrawal: Callable[[FilingInfo, datetime.datetime], bool] | None = None
    correction_allowed: bool = True
    automatic_filing: bool = False
    offered: Callable[[Context], bool] | None = None
    satisfied: Callable[[DocumentAsked, Context], bool] | None = None
    wanted_by: Callable[[DocumentAsked, Context], datetime.date | None] | None = None
    sources: tuple[str, ...] = ()
    title_by_others: Text = ""

    @property
    def on_paper_only(self) -> bool:
        return self.hand_over is not None

    @functools.cached_property
    def fields(self) -> Mapping[str, forms.Field]:
        """All questions by name, in the order of the steps."""
        return {name: field for step in self.steps for name, field in step.fields.items()}

    @functools.cached_property
    def asked_when(self) -> Mapping[str, tuple[str, Any]]:
        return {name: condition for step in self.steps for name, condition in step.form.asked_when.items()}

    @functools.cached_property
    def wanted_sources(self) -> frozenset[str]:
        """The names of all sources that its fields and functions read."""
        return frozenset(self.sources).union(*(step.form.prefill.values() for step in self.steps))

    def title_to(self, *, is_hers: bool) -> str:
        """What it is called by her whom it is about, or by somebody else: "your fund" is hers."""
        return str(self.title if is_hers else self.title_by_others or self.title)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def steps_for(self, answers: Answers) -> tuple[Step, ...]:
        """The pages that these answers leave."""
        return tuple(step for step in self.steps if step.shown_when is None or step.shown_when(answers))
