from __future__ import annotations

import dataclasses
import datetime

from tandem.authorities.counselling.enums import Show, Sort
from tandem.eservices.efforts.types import FilingSummary
from tandem.eservices.registration.types import RegistrationLine
from tandem.identity.people.types import PersonSummary


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """One line of the caseload. It holds what was filed, and nothing about help: no such fact reaches this room.

    `has_namesake`: somebody else of the same name is in the caseload.
    """

    person: PersonSummary
    filing: FilingSummary
    ended_on: datetime.date | None = None
    has_namesake: bool = False

    def is_over_in(self, month: datetime.date) -> bool:
        """Whether her registration ended before this month: nothing is expected of her in it."""
        return self.ended_on is not None and self.ended_on < month

    @property
    def is_below_target(self) -> bool:
        """Filed, and fewer than agreed: worth a look, not yet a judgement."""
        return self.filing.filed_at is not None and self.filing.number < self.filing.expected


@dataclasses.dataclass(frozen=True, slots=True)
class Caseload:
    """A counsellor's files in one control period. `counts` are of all files, whatever is shown."""

    month: datetime.date
    show: Show
    sort: Sort
    files: list[File]
    counts: dict[Show, int]


@dataclasses.dataclass(frozen=True, slots=True)
class ContestedEntry:
    """A person of the caseload says that something in her file is wrong. What was written is read in the file."""

    entry_id: int
    person: PersonSummary
    heading: str
    contested_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class NewRegistration:
    """Somebody registered at the office. `is_own`: the reader is in charge, or stands in for who is."""

    line: RegistrationLine
    is_own: bool
