import dataclasses
import datetime
from collections.abc import Mapping

from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates.enums import Channel, Duration


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
