"""A clock that a test sets."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from tandem.foundation.clock import ZURICH


class Clock:
    """Stands still wherever it is set; Swiss time unless the moment says otherwise."""

    def __init__(self) -> None:
        self._travel: time_machine.travel | None = None

    def freeze(self, moment: datetime.datetime | str) -> datetime.datetime:
        """Stop the clock at `moment`: a datetime or "2026-04-02 09:00". Returns it, aware."""
        self.release()
        at = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        at = at if at.tzinfo else at.replace(tzinfo=ZURICH)
        self._travel = time_machine.travel(at, tick=False)
        self._travel.start()
        return at

    def release(self) -> None:
        if self._travel:
            self._travel.stop()
            self._travel = None


@pytest.fixture
def clock() -> Iterator[Clock]:
    """`clock.freeze("2026-04-02 09:00")` stops the time for the rest of the test."""
    clock = Clock()
    yield clock
    clock.release()
