"""What other rooms are told of the monthly form and of what goes with it."""

import dataclasses
import datetime

from tandem.eservices.declarations.enums import Asked
from tandem.eservices.procedures.types import FilingLine, ReceivedDocument

MONTHLY = "declarations.monthly"
INCAPACITY = "declarations.incapacity"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper that a filed form asks for. `certified`: the employer has sent it here himself; `handed_in_on`: she has
    handed it in here; `received_on`: the fund has noted that it came. `wanted_by`: the last day the fund has set.
    `handed_in`: the files, those that were turned down, too."""

    paper_id: int
    kind: Asked
    about: str
    received_on: datetime.date | None
    certified: bool
    handed_in_on: datetime.date | None = None
    wanted_by: datetime.date | None = None
    handed_in: tuple[ReceivedDocument, ...] = ()

    @property
    def is_here(self) -> bool:
        return self.certified or self.received_on is not None or self.handed_in_on is not None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """What a fund knows of one month of one person without opening her file.

    `filing` is None while nothing was filed; `missing` counts papers that are not here, `certified` the certificates
    that employers sent.
    """

    filing: FilingLine | None
    missing: int
    certified: int
