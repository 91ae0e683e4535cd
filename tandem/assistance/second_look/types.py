"""What passes between a second look and those who show it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from tandem.assistance.second_look.enums import State, Verdict, Way
from tandem.identity.access.enums import Purpose


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question and its answer. `mark` is all that a reader may name it by; `step` and `field` stay with us."""

    mark: str
    question: str
    answer: str
    step: str = ""
    field: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    title: str
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What would be sent, word for word, in `language`. `pages`: of each document whose pages are shown, how many."""

    title: str
    title_by_others: str = ""
    language: str
    parts: tuple[Part, ...]
    declaration: str = ""
    versions: tuple[tuple[str, int], ...] = ()

    @property
    def title_to_reader(self) -> str:
        """ "Your fund" is hers alone."""
        return self.title_by_others or self.title

    @property
    def lines(self) -> dict[str, Line]:
        return {line.mark: line for part in self.parts for line in part.lines}

    @property
    def pages(self) -> list[int]:
        """The pages that are shown, counted from 1 through all documents."""
        return list(range(1, sum(number for _version, number in self.versions) + 1))

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Copy:
        parts = tuple(
            Part(title=part["title"], lines=tuple(Line(**line) for line in part["lines"])) for part in kept["parts"]
        )
        versions = tuple((version, number) for version, number in kept["versions"])
        return cls(**{**kept, "parts": parts, "versions": versions})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody whom the person can ask: her mandate lets her read what is to be sent."""

    mandate_id: int
    user_id: int
    name: str
    structure: str

    @property
    def mark(self) -> str:
        """Its value in the list to choose from."""
        return f"{self.mandate_id}-{self.user_id}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A look was asked for. `code` is given once and kept nowhere; empty for a helper with a mandate."""

    look_id: int
    expires_at: datetime.datetime
    code: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was said about one line. `question` and `answer` as they stood in the copy."""

    mark: str
    step: str
    field: str
    question: str
    answer: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """A look with the copy, for those who may see it: the person, whom she asked, whoever opened her link.

    `reader` is who looked, as the person reads it; `url` where she goes on with what she wants to send.
    """

    look_id: int
    person_id: int
    way: Way
    state: State
    copy: Copy
    copy_hash: str
    seen: str
    wish: str
    due_on: datetime.date | None
    asked_at: datetime.datetime
    expires_at: datetime.datetime
    opened_at: datetime.datetime | None
    answered_at: datetime.datetime | None
    verdict: Verdict | None
    words: str
    reader: str
    kind: str
    subject: str
    remarks: tuple[Remark, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state in (State.WAITING, State.OPENED)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A look that a helper was asked for, in a list: whose and until when, nothing of what it says."""

    look_id: int
    person: str
    asked_at: datetime.datetime
    expires_at: datetime.datetime
    due_on: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often a second look was asked for and answered in a period; None for a count too small to be shown."""

    asked: int | None
    answered: int | None
    without_mandate: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A second look that a helper with a mandate gave, as a log of help needs it: nothing of what it says."""

    look_id: int
    person_id: int
    helper_id: int
    structure_id: int | None
    purpose: Purpose
