"""When things happened in the demo: on working days, late in the morning, and one after the other."""

import datetime
from collections.abc import Callable

from tandem.foundation.clock import ZURICH
from tandem.portals.demo.people import OFFICE
from tandem.reference.calendar.rules import next_working_day


def morning(day: datetime.date) -> datetime.datetime:
    """Late in the morning of that day, or of the working day that follows."""
    working_day = next_working_day(day, OFFICE.canton)
    return datetime.datetime.combine(working_day, datetime.time(10, 40), tzinfo=ZURICH)


class Past:
    """What happened to several people, told in the order of its days.

    Who looked at a file is a chain: it shows what was written last first, whatever day that bears.
    """

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now
        self._acts: list[tuple[datetime.datetime, Callable[[], object]]] = []

    def add(self, at: datetime.datetime, act: Callable[[], object]) -> None:
        """`act` happened then; what is still to come is left out."""
        if at <= self.now:
            self._acts.append((at, act))

    def tell(self) -> None:
        """Do all of it; what happened at the same moment, in the order in which it was added."""
        for _at, act in sorted(self._acts, key=lambda told: told[0]):
            act()
