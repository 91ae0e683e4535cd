import dataclasses
import datetime

from tandem.foundation.languages import Language
from tandem.identity.people.enums import Channel


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

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def place(self) -> str:
        return f"{self.postal_code} {self.locality}".strip()
