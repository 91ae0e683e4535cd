from __future__ import annotations

import dataclasses
import datetime

from tandem.authorities.fund.enums import MonthState, Show
from tandem.eservices.declarations.types import MonthLine
from tandem.identity.people.types import InsuredPerson


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One insured person in one month. It says that something came in and what is missing, never what was said."""

    person: InsuredPerson
    month: MonthLine
    state: MonthState

    @property
    def is_late(self) -> bool:
        """Filed after the time limit, or not filed although it has passed."""
        return self.state is MonthState.LAPSED or (self.month.filing is not None and self.month.filing.is_late)


@dataclasses.dataclass(frozen=True, slots=True)
class Month:
    """A fund's insured persons in one control period. `counts` are of all of them, whatever is shown."""

    month: datetime.date
    last_day: datetime.date
    show: Show
    lines: list[Line]
    counts: dict[Show, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Opening:
    """From when on the fund takes the form: its rule (a day of the month, or the usual one) and the exceptions."""

    day: int
    is_usual: bool
    exceptions: list[tuple[datetime.date, datetime.date]]
