import dataclasses
import datetime


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
