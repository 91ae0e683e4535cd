import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Rate:
    """Of a thousand accounts used in a month, how many somebody else seems to use, too; None where it is small."""

    month: datetime.date
    per_thousand: int | None
