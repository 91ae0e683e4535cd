import dataclasses
import datetime
from collections.abc import Mapping

from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.enums import Channel, Duration, EndReason, State
from tandem.identity.organisations.enums import HelperKind


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate says: how far in each area, and how long."""

    reaches: Mapping[Purpose, Reach]
    duration: Duration


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """Who is to help: the named members of a structure, or (without one) one account alone."""

    structure_id: int | None
    helper_ids: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Messenger:
    """A helper who hands messages over, under which mandate."""

    mandate_id: int
    email: str
    language: Language


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that was put to the person: will you grant this mandate, as this text says?"""

    mandate_id: int
    channel: Channel
    text_hash: str
    asked_at: datetime.datetime
    answer_before: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What arrived as an answer. `is_hers`: her second factor, her phone, or her signature on paper was checked."""

    mandate_id: int
    channel: Channel
    text_hash: str
    received_at: datetime.datetime
    is_hers: bool
    signed_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whom a helper's code stands for. `structure` is empty for a volunteer or a relative."""

    holder: Holder
    kind: HelperKind
    helper: str
    structure: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    area: Purpose
    reach: Reach
    ended_at: datetime.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HelperLine:
    user_id: int
    name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MandateCard:
    """A mandate as both sides see it. `person` is empty for a helper until the person has granted it."""

    number: int
    state: State
    person: str
    holder: str
    helpers: tuple[HelperLine, ...]
    areas: tuple[AreaLine, ...]
    kind: HelperKind
    duration: Duration
    proposed_at: datetime.datetime
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    end_reason: EndReason | None
    renews: int | None
    paper_code: str

    @property
    def last_day(self) -> datetime.date | None:
        """The day in Switzerland with which it ends by itself."""
        return day_of(self.ends_at - datetime.timedelta(microseconds=1)) if self.ends_at else None

    @property
    def is_running(self) -> bool:
        return self.state is State.GRANTED

    @property
    def is_open(self) -> bool:
        return self.state in (State.PROPOSED, State.ASKED)

    @property
    def running_areas(self) -> list[AreaLine]:
        return [line for line in self.areas if line.ended_at is None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HelpedPerson:
    """Somebody whom a helper may help today, and how far in each area: what `open_file` would find, area by area."""

    person_id: int
    name: str
    mandate_id: int
    reaches: Mapping[Purpose, Reach]
    ends_at: datetime.datetime

    @property
    def last_day(self) -> datetime.date:
        return day_of(self.ends_at - datetime.timedelta(microseconds=1))

    def may_read(self, purpose: Purpose) -> bool:
        return purpose in self.reaches and self.reaches[purpose].includes(Reach.READ)
