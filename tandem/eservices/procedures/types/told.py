"""What the engine tells whoever asks: of drafts, of filings, and of what came of them."""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tandem.eservices.procedures.enums import State
from tandem.eservices.procedures.types.declared import DocumentAsked, Procedure, Section, Window
from tandem.facilities.documents.types import VersionFacts
from tandem.identity.access.enums import Capacity, Presence, Purpose
from tandem.identity.access.types import Acting

if TYPE_CHECKING:
    from tandem.eservices.procedures.models import Answer

# What this feature sends, by its name among all that can be read before it is sent.
FORM = "form"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FilingLine:
    """That a form came in, for a list: nothing of what it says. `sequence` is above one for a correction."""

    filing_id: int
    sequence: int
    received_on: datetime.date
    is_late: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HowMade:
    """How a filing came about: who sent it and how, and how its answers were written."""

    person_id: int
    key: str
    filed_at: datetime.datetime
    capacity: Capacity
    sent: Presence
    answers: frozenset[Presence]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else answered meanwhile: both answers, and who wrote the one that is kept. Values are Python values."""

    field: str
    mine: Any
    theirs: Any
    revision: int
    written_by: int | None
    presence: Presence
    capacity: Capacity
    written_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of answers: the revision that each field now has, those that were not written, and all that hold."""

    revisions: Mapping[str, int]
    conflicts: tuple[Conflict, ...] = ()
    written: Mapping[str, Answer] = dataclasses.field(default_factory=dict, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first page of a form, for whom its person's file is open. `draft_id`, `receipt`: what is there already."""

    file: Acting
    procedure: Procedure
    subject: str
    window: Window
    state: State
    draft_id: int | None
    receipt: str
    may_begin: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a person is about to send, word for word as she reads it: for whoever is to read it with her first.

    `seen` is the fingerprint of the page; `ready` whether it could be sent now; `url` where she goes on with it.
    `title_by_others`: what a reader calls it, where `title` speaks to her. `versions` are documents of which the
    pages themselves are sent, in their order.
    """

    purpose: Purpose
    title: str
    title_by_others: str = ""
    sections: tuple[Section, ...]
    declaration: str = ""
    seen: str
    due_on: datetime.date | None = None
    ready: bool = True
    url: str
    versions: tuple[VersionFacts, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One filing as its recipient reads it. `payload` and `text_seen` are empty once the time limit has passed."""

    filing_id: int
    number: str
    subject: str
    sequence: int
    filed_at: datetime.datetime
    received_on: datetime.date
    due_on: datetime.date | None
    is_late: bool
    corrects: str
    corrected_by: str
    withdrawn_at: datetime.datetime | None
    payload: Mapping[str, Any]
    text_seen: Mapping[str, Any]
    documents: tuple[ReceivedDocument, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedDocument:
    """A document that belongs to a filing. `receipt` is its own where it came later than the filing.

    `turned_down`: why it is not the paper that was asked for; empty while it counts.
    """

    kind: str
    about: str
    sentence: str
    version_id: uuid.UUID
    added_at: datetime.datetime
    receipt: str = ""
    title: str = ""
    turned_down: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """What can still be done with a filing, and what happens next. `hers_to_take_back`: by her, and by no helper."""

    correct: bool = False
    take_back: bool = False
    hers_to_take_back: bool = False
    what_next: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ToBring:
    """A document that somebody still waits for, of a form that was filed under the receipt `number`.

    `wanted_by`: the last day that whoever waits has set, None where nobody has.
    """

    filing_id: int
    number: str
    procedure: Procedure
    subject: str
    asked: DocumentAsked
    wanted_by: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """One procedure of one person for a home or a task list. `draft_id` and `receipt` where there is one.

    `to_bring`: how many documents of what was filed are still to come.
    """

    procedure: Procedure
    subject: str
    state: State
    window: Window
    draft_id: int | None = None
    receipt: str = ""
    filed_at: datetime.datetime | None = None
    to_bring: int = 0
