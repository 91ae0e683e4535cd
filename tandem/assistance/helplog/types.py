import dataclasses
import datetime
from collections.abc import Sequence

from tandem.assistance.helplog.enums import Kind, Material, Place, Screen, Source, Theme, Waited
from tandem.identity.access.enums import Presence


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HelpFacts:
    """What somebody helped with. `person_id` is empty for somebody without a mandate and for a group.

    `minutes` from 1 to 480; `people` is 1 unless it is a workshop; a workshop has no `level`: nobody knows each one's.
    """

    helped_on: datetime.date
    minutes: int
    theme: Theme
    level: Presence | None
    person_id: int | None = None
    kind: Kind = Kind.ONE
    people: int = 1
    place: Place = Place.STRUCTURE
    material: Material = Material.COMPUTER
    waited: Waited = Waited.NOT
    screen: Screen | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Noted:
    """What one verb wrote: the line that the structure counts, and the one that the person reads, if there is one."""

    given_id: int
    note_id: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One line as the person reads it. No minutes: nobody adds up how long somebody was helped."""

    note_id: int
    helped_on: datetime.date
    helper: str
    structure: str
    stood_in_for: str
    theme: Theme
    level: Presence
    place: Place
    source: Source
    contested_at: datetime.datetime | None
    contest: str
    # What the helper says to it; empty until she does.
    answer: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ContestedNote:
    """What a person says about a line that a helper wrote."""

    note_id: int
    helped_on: datetime.date
    theme: Theme
    person: str
    contest: str
    answer: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One line of help as it is counted. `mark` tells one person from another in a month; empty for none."""

    kind: Kind
    minutes: int
    people: int
    mark: str
    theme: str
    level: str
    place: str
    material: str
    waited: str
    screen: str
    source: str
    by_stand_in: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table of a report; empty numbers are hidden, because they are small or would tell a small one."""

    key: str
    helps: int | None
    minutes: int | None
    people: int | None

    @property
    def is_hidden(self) -> bool:
        return self.helps is None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Help by one of its facts ("theme"): the same help in every table, so the same total."""

    name: str
    rows: Sequence[Row]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A structure's month, with small counts hidden."""

    month: datetime.date
    structure: str
    total: Row
    tables: Sequence[Table]
    # Second looks are no help: counted beside it and in none of the tables.
    looks: Row

    @property
    def hides_something(self) -> bool:
        return (
            self.total.is_hidden
            or self.looks.is_hidden
            or any(row.is_hidden for table in self.tables for row in table.rows)
        )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLine:
    """How much help a screen of the platform caused in some months."""

    screen: Screen
    helps: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """A helper is away, from a day until a day (that day included). `stand_in` is empty when nobody stands in."""

    absence_id: int
    helper_id: int
    helper: str
    stand_in_id: int | None
    stand_in: str
    starts_on: datetime.date
    last_day: datetime.date
    has_begun: bool
