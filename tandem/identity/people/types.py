import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from tandem.foundation.languages import Language
from tandem.identity.access.enums import Purpose
from tandem.identity.people.enums import Channel, Section, StandInReason

# What is changed together, and on one page.
FIELDS: Mapping[Section, tuple[str, ...]] = {
    Section.IDENTITY: ("given_name", "family_name", "birth_date", "avs_number"),
    Section.CONTACT: ("email", "phone"),
    Section.ADDRESS: ("street", "postal_code", "locality", "canton"),
    Section.LANGUAGES: ("speaks", "reads"),
    Section.REACH: ("channels", "reserved_from_digital"),
    Section.NEEDS: ("interpreter", "large_print", "easy_language"),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known in one section, and the mark of it that a page hands back when it saves."""

    facts: dict[str, Any]
    seen: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What came of a change. `told_by`: how a person learns of what somebody else changed; None at the desk only."""

    changed: bool
    told_by: Channel | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to write to a person. `channels`: those to try, the first one first; empty when only the desk is left.

    `address` is what stands in the window of an envelope, line by line; empty without an address. `phone` is E.164.
    """

    name: str
    email: str
    phone: str
    address: tuple[str, ...]
    language: Language
    channels: tuple[Channel, ...]
    large_print: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FirstFacts:
    """What a file begins with, whoever begins it."""

    given_name: str
    family_name: str
    birth_date: datetime.date
    avs_number: str
    language: Language
    street: str
    postal_code: str
    locality: str
    canton: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """What a notice says, without greeting. A stranger may read `subject` and `short`: neither names a benefit."""

    subject: str
    paragraphs: tuple[str, ...]
    short: str


# Who hears of a change to her own file by the very helper it is about hears of nothing.
PAST_HELPERS = frozenset(Channel) - {Channel.VIA_HELPER}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notices that this room and its neighbours send. `words` are asked for in the reader's language.

    `is_urgent`: it goes out at once, whatever she reads on her pages. `sample`: facts as a real notice has them.
    """

    key: str
    purpose: Purpose
    words: Callable[[Mapping[str, Any]], NoticeWords]
    sample: Mapping[str, Any]
    is_urgent: bool = False
    channels: frozenset[Channel] = PAST_HELPERS


@dataclasses.dataclass(frozen=True, slots=True)
class Located:
    """What decides which deadlines a person has: her canton, her office, her fund (their numbers)."""

    canton: str
    office_id: int | None
    fund_id: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StandInLine:
    """Who looks after whose files, why, until which day (that day included). `person` names one file only."""

    stand_in_id: int
    counsellor: str
    substitute: str
    person: str
    reason: StandInReason
    starts_on: datetime.date
    last_day: datetime.date
    has_begun: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTeam:
    """Who works at an office today, by membership, as somebody there sees it."""

    members: Mapping[int, str]
    own: int
    # Whose absence she may arrange, and whose part in a stand-in she may end: her own, as manager everybody's.
    may_arrange: frozenset[int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """Somebody else changed something: what, when, who. `organisation` is empty for the platform itself."""

    section: Section
    changed_at: datetime.datetime
    changed_by: str
    organisation: str


@dataclasses.dataclass(frozen=True, slots=True)
class InsuredPerson:
    """One line of a fund's list."""

    person_id: int
    family_name: str
    given_name: str
    person_number: str | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonSummary:
    """Who a file is about, and who is in charge: empty names mean nobody yet."""

    person_id: int
    given_name: str
    family_name: str
    birth_date: datetime.date | None
    person_number: str
    avs_number: str
    language: str
    email: str
    phone: str
    street: str
    postal_code: str
    locality: str
    canton: str
    has_account: bool
    office: str
    counsellor: str
    fund: str
    speaks: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    interpreter: str = ""
    large_print: bool = False
    easy_language: bool = False
    channels: tuple[Channel, ...] = ()
    reserved_from_digital: bool = False
    # The channels that are tried, whether she has chosen them or not.
    order: tuple[Channel, ...] = ()
    office_id: int | None = None
    fund_id: int | None = None
    # Whether she has rows of each mark (`registry.add_mark`); empty where nobody looked.
    has: Mapping[str, bool] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    # The rows of each list (`registry.add_list`), for `foundation.beside.read`.
    lists: Mapping[str, list[str]] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    # In a caseload: the counsellor for whom the reader stands in, empty for a file of her own.
    stood_in_for: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def place(self) -> str:
        return f"{self.postal_code} {self.locality}".strip()
