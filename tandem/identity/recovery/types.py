import dataclasses
import datetime

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
