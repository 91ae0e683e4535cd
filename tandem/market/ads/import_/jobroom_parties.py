"""Company, contacts and ways to apply in Job-Room's JSON."""

import re
from typing import Any

from tandem.market.ads.enums import Salutation
from tandem.market.ads.import_ import countries, values
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.types import ApplyChannelRecord, CompanyRecord, ConfidentialRecord, PublicContactRecord

_TOWN = re.compile(r"^(?:([A-Z]{1,2})-)?(\d{4,5})\s+(.+)$")
_BOX = re.compile(r"(?:Postfach|Case postale|PO Box|P\.O\. Box|Casella postale)\s*(\d{0,10})", re.I)
_STREET = re.compile(r"^(.*\D)\s+(\d+\s?[a-zA-Z]?)$")
# Old clients write the letter of the car plate.
_PLATES = {"D": "DE", "F": "FR", "I": "IT", "A": "AT", "FL": "LI", "": "CH"}


def company(raw: dict[str, Any]) -> CompanyRecord | None:
    known = CompanyRecord(
        street=values.line(raw.get("street"), "company.street", limit=100),
        house_number=values.line(raw.get("houseNumber"), "company.houseNumber", limit=10),
        postal_code=values.line(raw.get("postalCode"), "company.postalCode", limit=10),
        city=values.line(raw.get("city"), "company.city", limit=100),
        country=countries.code_of(values.line(raw.get("countryIsoCode"), "company.countryIsoCode", limit=100)),
        post_office_box_number=values.line(raw.get("postOfficeBoxNumber"), "company.postOfficeBoxNumber", limit=10),
        post_office_box_postal_code=values.line(
            raw.get("postOfficeBoxPostalCode"), "company.postOfficeBoxPostalCode", limit=10
        ),
        post_office_box_city=values.line(raw.get("postOfficeBoxCity"), "company.postOfficeBoxCity", limit=100),
        phone=values.phone(raw.get("phone"), "company.phone"),
        email=values.email(raw.get("email"), "company.email"),
        website=values.address(raw.get("website"), "company.website", limit=255),
    )
    return known if known != CompanyRecord() else None


def apply_channel(raw: dict[str, Any]) -> ApplyChannelRecord | None:
    """How to apply. An e-mail address that stands where the postal address belongs is still an e-mail address."""
    mail = raw.get("mailAddress", raw.get("rawPostAddress"))
    address = values.paragraph(mail, "applyChannel.mailAddress", limit=255)
    email = values.email(raw.get("emailAddress"), "applyChannel.emailAddress")
    if "@" in address and not email:
        email, address = values.email(address, "applyChannel.mailAddress"), ""
    post = raw.get("postAddress")
    known = ApplyChannelRecord(
        mail_address=values.line(address, "applyChannel.mailAddress", limit=255),
        email=email,
        phone=values.phone(raw.get("phoneNumber"), "applyChannel.phoneNumber"),
        form_url=values.address(raw.get("formUrl"), "applyChannel.formUrl", limit=1024),
        additional_info=values.line(raw.get("additionalInfo"), "applyChannel.additionalInfo", limit=255),
        **(_given_address(post) if isinstance(post, dict) else read_address(address)),
    )
    return known if known != ApplyChannelRecord() else None


def public_contact(raw: dict[str, Any]) -> PublicContactRecord | None:
    known = PublicContactRecord(
        salutation=values.one_of(raw.get("salutation"), "publicContact.salutation", Salutation.values),
        first_name=values.line(raw.get("firstName"), "publicContact.firstName", limit=50),
        last_name=values.line(raw.get("lastName"), "publicContact.lastName", limit=50),
        phone=values.phone(raw.get("phone"), "publicContact.phone"),
        email=values.email(raw.get("email"), "publicContact.email"),
    )
    return known if known != PublicContactRecord() else None


def confidential(employer: dict[str, Any], contact: dict[str, Any]) -> ConfidentialRecord | None:
    """The employer behind an agency and the contact for the office: stored, never shown."""
    known = ConfidentialRecord(
        employer_name=values.line(employer.get("name"), "employer.name", limit=255),
        employer_postal_code=values.line(employer.get("postalCode"), "employer.postalCode", limit=10),
        employer_city=values.line(employer.get("city"), "employer.city", limit=100),
        employer_country=countries.code_of(
            values.line(employer.get("countryIsoCode"), "employer.countryIsoCode", limit=100)
        ),
        contact_language=values.line(contact.get("languageIsoCode"), "contact.languageIsoCode", limit=2),
        contact_salutation=values.one_of(contact.get("salutation"), "contact.salutation", Salutation.values),
        contact_first_name=values.line(contact.get("firstName"), "contact.firstName", limit=50),
        contact_last_name=values.line(contact.get("lastName"), "contact.lastName", limit=50),
        contact_phone=values.phone(contact.get("phone"), "contact.phone"),
        contact_email=values.email(contact.get("email"), "contact.email"),
    )
    return known if known != ConfidentialRecord() else None


def read_address(text: str) -> dict[str, str]:
    """The parts of "Muster AG, Musterstrasse 7, 3007 Bern"; nothing when its end is no town with a postal code."""
    parts = [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]
    town = _TOWN.match(parts[-1]) if parts else None
    if town is None:
        return {}
    read = {
        "post_country": _PLATES.get(town[1] or "", town[1] or "CH"),
        "post_postal_code": town[2],
        "post_city": town[3][:100],
    }
    names = []
    for part in parts[:-1]:
        box, street = _BOX.search(part), _STREET.match(part)
        if box:
            read["post_box_number"] = box[1]
        elif street and "post_street" not in read:
            read["post_street"], read["post_house_number"] = street[1].strip()[:100], street[2].replace(" ", "")[:10]
        else:
            names.append(part)
    return {**read, "post_name": ", ".join(names)}


def _given_address(raw: dict[str, Any]) -> dict[str, str]:
    limits = {
        "name": ("post_name", 255),
        "street": ("post_street", 100),
        "houseNumber": ("post_house_number", 10),
        "postalCode": ("post_postal_code", 10),
        "city": ("post_city", 100),
        "postOfficeBoxNumber": ("post_box_number", 10),
        "postOfficeBoxPostalCode": ("post_box_postal_code", 10),
        "postOfficeBoxCity": ("post_box_city", 100),
        "countryIsoCode": ("post_country", 2),
    }
    if not all(isinstance(value, str | int | None) for value in raw.values()):
        raise Rejected("applyChannel.postAddress", "Texts are expected in the postal address.")
    return {
        column: values.line(raw.get(name), f"applyChannel.postAddress.{name}", limit=limit)
        for name, (column, limit) in limits.items()
    }
