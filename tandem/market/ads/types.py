"""An ad as it is handed in, and what others may ask about one. Field names are the columns of `models`."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import uuid
from decimal import Decimal

# One namespace for ever: the address of an imported ad's page must survive an import into an empty database.
NAMESPACE = uuid.UUID("5f0d3a52-1c52-5a8e-9c1d-7a1b6f1f7a10")
_NAMESPACE = NAMESPACE.bytes


def ad_id_of(feed: str, external_id: str) -> str:
    """The id of the ad that a feed knows as `external_id`: always the same.

    It is `str(uuid.uuid5(NAMESPACE, …))` without the numbers in between, in a fifth of the time.
    """
    name = f"{feed}\n{external_id}".encode()
    sign = hashlib.sha1(_NAMESPACE + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(sign[16], 16) & 3]
    return f"{sign[:8]}-{sign[8:12]}-5{sign[13:16]}-{variant}{sign[17:20]}-{sign[20:32]}"


@dataclasses.dataclass(frozen=True, slots=True)
class TextRecord:
    """`description` is Markdown without HTML; `skills` are words in the language of the text."""

    language: str
    title: str
    description: str = ""
    skills: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class OccupationRecord:
    concept_id: str = ""
    isco_code: str = ""
    chisco_code: str = ""
    avam_code: str = ""
    detected: bool = False
    work_experience: str = ""
    education_code: str = ""
    qualification_code: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class LanguageSkillRecord:
    language_code: str
    spoken_level: str = ""
    written_level: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class CompanyRecord:
    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    post_office_box_number: str = ""
    post_office_box_postal_code: str = ""
    post_office_box_city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ApplyChannelRecord:
    mail_address: str = ""
    post_name: str = ""
    post_street: str = ""
    post_house_number: str = ""
    post_postal_code: str = ""
    post_city: str = ""
    post_box_number: str = ""
    post_box_postal_code: str = ""
    post_box_city: str = ""
    post_country: str = ""
    email: str = ""
    phone: str = ""
    form_url: str = ""
    additional_info: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PublicContactRecord:
    salutation: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    email: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ConfidentialRecord:
    employer_name: str = ""
    employer_postal_code: str = ""
    employer_city: str = ""
    employer_country: str = ""
    contact_language: str = ""
    contact_salutation: str = ""
    contact_first_name: str = ""
    contact_last_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


# Not frozen: to set fifty fields past a guard takes ten times as long, and an import makes hundreds of thousands.
@dataclasses.dataclass(slots=True)
class AdRecord:
    """One ad of a feed, checked and resolved. `status` is what the sender says; None leaves it to the dates.

    `publication_ends_before` excludes its day. Without a first day of publication the ad starts when it first comes.
    """

    external_id: str
    source: str
    texts: tuple[TextRecord, ...]
    status: str | None = None
    external_reference: str = ""
    external_url: str = ""
    fingerprint: str = ""
    stellennummer_egov: str | None = None
    stellennummer_avam: str = ""
    report_to_avam: bool = False
    reporting_obligation: bool = False
    reporting_obligation_ends_on: datetime.date | None = None
    job_center_code: str = ""
    approved_on: datetime.date | None = None
    rejected_on: datetime.date | None = None
    rejection_code: str = ""
    rejection_reason: str = ""
    cancelled_on: datetime.date | None = None
    cancellation_code: str = ""
    publication_starts_on: datetime.date | None = None
    publication_ends_before: datetime.date | None = None
    public_display: bool = True
    restricted_display: bool = True
    eures_display: bool = False
    eures_anonymous: bool = False
    company_anonymous: bool = False
    company_name: str = ""
    surrogate: bool = False
    number_of_jobs: int | None = None
    employment_starts_on: datetime.date | None = None
    employment_ends_on: datetime.date | None = None
    immediately: bool = False
    permanent: bool | None = None
    short_employment: bool = False
    workload_min: int | None = None
    workload_max: int | None = None
    work_forms: tuple[str, ...] = ()
    remote_share: int | None = None
    salary_min: Decimal | None = None
    salary_max: Decimal | None = None
    salary_currency: str = ""
    salary_per: str = ""
    place_remarks: str = ""
    city: str = ""
    postal_code: str = ""
    commune_code: str = ""
    region_code: str = ""
    canton: str = ""
    country: str = ""
    longitude: float | None = None
    latitude: float | None = None
    occupations: tuple[OccupationRecord, ...] = ()
    language_skills: tuple[LanguageSkillRecord, ...] = ()
    company: CompanyRecord | None = None
    apply_channel: ApplyChannelRecord | None = None
    public_contact: PublicContactRecord | None = None
    confidential: ConfidentialRecord | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What one call of `upsert_ads` did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: UpsertCounts) -> UpsertCounts:
        return UpsertCounts(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclasses.dataclass(frozen=True, slots=True)
class AdFacts:
    """What an application to this ad needs to know: whom, where, how. Empty strings where the ad is silent.

    The address is the one to apply to: the postal address given for applications, else the company's, else the place.
    """

    ad_id: uuid.UUID
    title: str
    language: str
    company: str
    street: str
    house_number: str
    postal_code: str
    locality: str
    country: str
    contact: str
    form_url: str
    email: str
    phone: str
    workload_min: int | None
    workload_max: int | None
    occupation_id: str
