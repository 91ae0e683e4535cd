import dataclasses
import datetime

from tandem.foundation import phones
from tandem.identity.organisations.enums import HelperKind, MemberRole, TeamState


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LicenceFacts:
    """An agency's licence: its number, the canton (two capitals) or "SECO", from a day on, until a day (excluded)."""

    number: str
    authority: str
    valid_from: datetime.date
    valid_before: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How an organisation is reached. `address` is name, street and place, a line each; phone as E.164."""

    organisation_id: int
    name: str
    address: str
    phone: str
    email: str

    @property
    def readable_phone(self) -> str:
        return phones.readable(self.phone)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """One line of a team list. `used_on` is when she last logged in, or when her hat was last given to her."""

    membership_id: int
    user_id: int
    name: str
    role: MemberRole
    helper_kind: HelperKind | None
    starts_on: datetime.date
    ends_before: datetime.date | None
    used_on: datetime.date
    rests_from: datetime.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """One line of the operator's list. `team` is empty for organisations that confirm no list."""

    organisation_id: int
    kind: str
    name: str
    place: str
    is_to_be_checked: bool
    is_blocked: bool
    has_manager: bool
    lacks_licence: bool
    team: TeamState | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An invitation that was just written. `code` is shown once and kept nowhere; empty when it lies in an account."""

    invitation_id: int
    code: str
    expires_at: datetime.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCompany:
    """A company as the register knows it. `uid` is CHE and nine digits; `is_active` is false once it is struck off."""

    uid: str
    name: str
    street: str
    postal_code: str
    locality: str
    canton: str
    is_active: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong with a line of a file; the first line of the file is 1."""

    line: int
    message: str
