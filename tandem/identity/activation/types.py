import dataclasses
import datetime

# What fits in a sentence or two, of the person and of the office that answers her.
REASON_LENGTH = 1000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """One thing that stands in a person's file, in words of her language.

    `kind` and `key` say which thing it is among all of its source: an entry is listed once. `written_by` is a user,
    `organisation_id` the one in whose name she wrote; both are empty where nobody is on record.
    """

    kind: str
    key: str
    heading: str
    text: str
    written_by: int | None = None
    organisation_id: int | None = None
    written_at: datetime.datetime | None = None
