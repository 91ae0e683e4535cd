"""Who offers an invented job: a company that does not exist, perhaps an agency, and somebody to ask.

Addresses end in domains reserved for examples. There is no phone number: no Swiss number is reserved for examples, and
an invented one would ring at somebody's.
"""

import dataclasses
import functools
import re
import unicodedata

from tandem.market.ads.enums import Salutation
from tandem.market.ads.generator.content import Family, names
from tandem.market.ads.generator.dice import Dice
from tandem.market.ads.types import (
    ApplyChannelRecord,
    CompanyRecord,
    ConfidentialRecord,
    PublicContactRecord,
)
from tandem.reference.localities.types import Place

NOT_IN_AN_ADDRESS = re.compile(r"[^a-z0-9]+")
MAILBOX = {"de": "bewerbung", "fr": "emploi", "it": "lavoro"}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": ""})


@dataclasses.dataclass(frozen=True, slots=True)
class Parties:
    """`agency` is empty where the employer looks for somebody herself; `contact` is a name or empty."""

    company_name: str
    agency: str
    contact: str
    company: CompanyRecord
    apply_channel: ApplyChannelRecord
    public_contact: PublicContactRecord | None
    confidential: ConfidentialRecord | None


def parties(dice: Dice, family: Family, region: str, place: Place, *, number: str) -> Parties:
    """Everybody named in ad `number`; `region` is the language of the place: de, fr or it."""
    invented = names()[region]
    employer = dice.one(family.words[region].companies).format(name=dice.one(invented.companies))
    agency = dice.one(invented.agencies).format(name=dice.one(invented.companies)) if dice.happens(0.5) else ""
    advertiser = agency or employer
    slug = _slug(advertiser)
    email = f"{MAILBOX[region]}.{slug}@example.ch"
    person = _person(dice, region, slug) if dice.happens(0.6) else None
    company = CompanyRecord(
        street=dice.one(invented.streets),
        house_number=str(1 + dice.below(90)),
        postal_code=place.postal_code,
        city=place.locality,
        country="CH",
        email=email,
        website=f"https://www.example.ch/{slug}",
    )
    return Parties(
        company_name=employer,
        agency=agency,
        contact=f"{person.first_name} {person.last_name}" if person else "",
        company=company,
        apply_channel=_apply_channel(dice, advertiser, company, email, f"https://jobs.example.com/{slug}/{number}"),
        public_contact=person,
        confidential=_confidential(employer, place, region) if agency else None,
    )


def _apply_channel(dice: Dice, name: str, company: CompanyRecord, email: str, form_url: str) -> ApplyChannelRecord:
    draw = dice.roll()
    if draw < 0.1:
        return ApplyChannelRecord(
            mail_address=f"{name}, {company.street} {company.house_number}, {company.postal_code} {company.city}",
            post_name=name,
            post_street=company.street,
            post_house_number=company.house_number,
            post_postal_code=company.postal_code,
            post_city=company.city,
            post_country=company.country,
            email=email,
        )
    return ApplyChannelRecord(email=email if draw < 0.6 else "", form_url=form_url if draw > 0.4 else "")


def _person(dice: Dice, region: str, slug: str) -> PublicContactRecord:
    invented = names()[region]
    woman = dice.happens(0.5)
    first, last = dice.one(invented.women if woman else invented.men), dice.one(invented.surnames)
    return PublicContactRecord(
        salutation=(Salutation.MS if woman else Salutation.MR).value,
        first_name=first,
        last_name=last,
        email=f"{_slug(first)}.{_slug(last)}@example.ch",
    )


def _confidential(employer: str, place: Place, region: str) -> ConfidentialRecord:
    return ConfidentialRecord(
        employer_name=employer,
        employer_postal_code=place.postal_code,
        employer_city=place.locality,
        employer_country="CH",
        contact_language=region,
    )


@functools.lru_cache(maxsize=4_096)
def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    return NOT_IN_AN_ADDRESS.sub("-", plain).strip("-")
