import dataclasses
import datetime
from collections.abc import Mapping

from tandem.assistance.sessions.enums import Hands, Way
from tandem.eservices.procedures.selectors import Sheet
from tandem.foundation.shared_pages import SharedPage
from tandem.identity.access.enums import Purpose


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page that both may see. `fields` says of each field on which page it stands: a form has several.

    `sheet` is there for a form of the engine, `known` for a page that its feature has told of, neither for another.
    """

    page: str
    purpose: Purpose
    fields: Mapping[str, str]
    sheet: Sheet | None = None
    known: SharedPage | None = None
