import dataclasses
import datetime

from tandem.assistance.sessions.enums import Hands, Way


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A session that has ended, as a log of help needs it. `helper_id` is None when nobody joined."""

    session_id: int
    person_id: int
    helper_id: int | None
    organisation_id: int | None
    way: Way
    # Whose hands typed when it ended.
    hands: Hands
    areas: tuple[str, ...]
    started_at: datetime.datetime | None
    ended_at: datetime.datetime | None
