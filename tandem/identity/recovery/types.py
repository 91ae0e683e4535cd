import dataclasses
import datetime

from tandem.identity.accounts.types import PrintedCode
from tandem.identity.factors.types import NewList
from tandem.identity.recovery.enums import Document


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A recovery under way, as the desk and the person read it."""

    recovery_id: int
    document: Document
    begun_at: datetime.datetime
    begun_by: str
    office: str
    ready_at: datetime.datetime
    lapses_at: datetime.datetime
    is_ready: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """What is printed at the end of a recovery, one of them or both: known now and never again."""

    codes: NewList | None
    password: PrintedCode | None
