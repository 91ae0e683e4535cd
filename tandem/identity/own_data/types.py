import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Closing:
    """A closed file. `erased_on` is the first day on which it is kept no more; reopened only before that."""

    closed_on: datetime.date
    erased_on: datetime.date
    may_be_reopened: bool
