import dataclasses
import datetime
from collections.abc import Sequence

from tandem.assistance.autonomy.enums import NextTime, Task, Why
from tandem.identity.access.enums import Presence, Purpose, Reach


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What is known of one area: how its tasks came about, the latest first, and what the person said last."""

    levels: Sequence[Presence] = ()
    said: NextTime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """What a renewal proposes for one area, and why."""

    reach: Reach
    why: Why


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AreaProposal:
    """The same beside what holds today, for a page."""

    area: Purpose
    before: Reach
    proposed: Reach
    why: Why


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One time that a task came about."""

    at: datetime.datetime
    level: Presence
    # A helper wrote it down; everything else was read from what happened here.
    is_told: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """One answer of the person."""

    at: datetime.datetime
    word: NextTime


@dataclasses.dataclass(frozen=True, slots=True)
class Path:
    """One task over time, the oldest step first. `steps` holds the latest `rules.SHOWN` at most."""

    task: Task
    steps: tuple[Step, ...]
    said: tuple[Said, ...]

    @property
    def last_said(self) -> Said | None:
        return self.said[-1] if self.said else None
