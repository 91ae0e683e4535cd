"""A schema.org JobPosting as an ad. Reads what Google for Jobs documents and what senders make of it."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tandem.market.ads.enums import AdSource, SalaryPer
from tandem.market.ads.import_ import schema_org_place, values
from tandem.market.ads.import_.checks import LONGEST_DESCRIPTION
from tandem.market.ads.import_.language import language_of
from tandem.market.ads.import_.markup import to_markdown
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.schema_org_job import Properties, occupation_of
from tandem.market.ads.import_.workload import workload_in
from tandem.market.ads.types import AdRecord, ApplyChannelRecord, CompanyRecord, TextRecord

MORE = ("responsibilities", "qualifications", "experienceRequirements", "educationRequirements", "jobBenefits")
PERMANENT = {"CDI", "PERMANENT", "UNBEFRISTET"}
TEMPORARY = {"CDD", "TEMPORARY", "CONTRACTOR", "INTERN", "PER_DIEM", "BEFRISTET", "MIS", "SAI"}
LONGEST_RAW = 1_000_000
PERIODS = frozenset(SalaryPer.values)


def is_posting(raw: dict[str, Any]) -> bool:
    """Whether an object is a JobPosting, by its type or, without one, by its members."""
    if "@type" in raw:
        return "JobPosting" in json.dumps(raw["@type"])
    return "title" in raw and any(name in raw for name in ("hiringOrganization", "jobLocation", "datePosted"))


def ad_of(raw: dict[str, Any]) -> AdRecord:
    """The ad. Raises `Rejected`."""
    properties = Properties(raw.get("additionalProperty"))
    text = _text(raw)
    valid_through = values.day(raw.get("validThrough"), "validThrough")
    kinds = {kind.upper() for kind in _words(raw.get("employmentType"), "employmentType")} | properties.kinds
    starts = values.day(raw.get("jobStartDate"), "jobStartDate")
    workload = _workload(raw, text.title, kinds)
    remote = "TELECOMMUTE" in _words(raw.get("jobLocationType"), "jobLocationType")
    occupation = occupation_of(raw, text, properties)
    company = raw.get("hiringOrganization")
    return AdRecord(
        external_id=identifier_of(raw),
        source=AdSource.EXTERN.value,
        texts=(text,),
        external_url=values.address(raw.get("url"), "url", limit=1024),
        publication_starts_on=values.day(raw.get("datePosted"), "datePosted"),
        publication_ends_before=valid_through and valid_through + datetime.timedelta(days=1),
        company_name=_name(company),
        number_of_jobs=values.whole(raw.get("totalJobOpenings"), "totalJobOpenings", low=0, high=999),
        employment_starts_on=starts,
        immediately=starts is None and values.truth(raw.get("jobImmediateStart"), "jobImmediateStart"),
        permanent=True if kinds & PERMANENT else False if kinds & TEMPORARY else None,
        workload_min=workload[0] if workload else None,
        workload_max=workload[1] if workload else None,
        remote_share=100 if remote else None,
        occupations=(occupation,) if occupation else (),
        company=_company(company),
        apply_channel=_channel(raw.get("applicationContact")),
        **_salary(raw.get("baseSalary")),
        **schema_org_place.columns(raw.get("jobLocation"), properties),
    )


def identifier_of(raw: dict[str, Any]) -> str:
    """The sender's identifier; without one the address of the ad; without that a mark made of what it says."""
    given = raw.get("identifier")
    if isinstance(given, list):
        given = given[0] if given else None
    if isinstance(given, dict):
        given = given.get("value") or given.get("@value") or given.get("@id") or given.get("name")
    for candidate in (given, raw.get("@id"), raw.get("url")):
        if candidate is not None and (identifier := values.line(candidate, "identifier", limit=255)):
            return identifier
    said = [raw.get(name) for name in ("title", "hiringOrganization", "jobLocation", "datePosted")]
    return "content-" + hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def _text(raw: dict[str, Any]) -> TextRecord:
    title = values.line(values.plain(values.line(raw.get("title"), "title", limit=2000)), "title", limit=255)
    if not title:
        raise Rejected("title", "The title is missing.")
    parts = [values.paragraph(raw.get("description"), "description", limit=LONGEST_RAW)]
    for name in MORE:
        if said := raw.get(name):
            parts += [values.paragraph(part, name, limit=LONGEST_RAW) for part in _strings(said)]
    description = "\n\n".join(to_markdown(part) for part in parts if part)
    if len(description) > LONGEST_DESCRIPTION:
        reason = f"The text has {len(description):,} characters; at most {LONGEST_DESCRIPTION:,} are possible."
        raise Rejected("description", reason)
    spoken = raw.get("inLanguage")
    spoken = spoken.get("alternateName") or spoken.get("name") if isinstance(spoken, dict) else spoken
    return TextRecord(
        language=language_of(
            f"{title}\n{description}", said=values.line(spoken, "inLanguage", limit=60), field="inLanguage"
        ),
        title=title,
        description=description,
        skills=tuple(dict.fromkeys(_skills(raw.get("skills")))),
    )


def _strings(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and isinstance(one.get("description"), str):
            yield one["description"]


def _skills(value: Any) -> Iterator[str]:
    listed = value if isinstance(value, list) else str(value or "").split(",") if isinstance(value, str) else [value]
    for one in listed:
        word = one.get("name") if isinstance(one, dict) else one
        if isinstance(word, str) and (skill := values.plain(values.line(word, "skills", limit=10_000))):
            yield values.line(skill, "skills", limit=120, cut=True)


def _words(value: Any, field: str) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [values.line(one, field, limit=200) for one in listed if isinstance(one, str)]


def _workload(raw: dict[str, Any], title: str, kinds: set[str]) -> tuple[int, int] | None:
    hours = raw.get("workHours")
    found = workload_in(hours) if isinstance(hours, str) else None
    return found or workload_in(title) or ((100, 100) if kinds == {"FULL_TIME"} else None)


def _name(company: Any) -> str:
    name = company.get("name") if isinstance(company, dict) else company
    if isinstance(name, list):
        name = name[0] if name else None
    return values.plain(values.line(name, "hiringOrganization", limit=255))


def _company(company: Any) -> CompanyRecord | None:
    if not isinstance(company, dict):
        return None
    address = company.get("address")
    address = address if isinstance(address, dict) else {}
    known = CompanyRecord(
        street=values.line(address.get("streetAddress"), "streetAddress", limit=100, cut=True),
        postal_code=values.line(address.get("postalCode"), "postalCode", limit=10),
        city=values.line(address.get("addressLocality"), "addressLocality", limit=100),
        country=schema_org_place.country_of(address.get("addressCountry")),
        phone=values.phone(_first(company.get("telephone")), "telephone"),
        email=values.email(_first(company.get("email")), "email"),
        website=values.address(_first(company.get("sameAs") or company.get("url")), "sameAs", limit=255),
    )
    return known if known != CompanyRecord() else None


def _channel(contact: Any) -> ApplyChannelRecord | None:
    contact = _first(contact)
    if not isinstance(contact, dict):
        return None
    known = ApplyChannelRecord(
        email=values.email(contact.get("email"), "applicationContact.email"),
        phone=values.phone(contact.get("telephone"), "applicationContact.telephone"),
        form_url=values.address(contact.get("url"), "applicationContact.url", limit=1024),
    )
    return known if known != ApplyChannelRecord() else None


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _salary(raw: Any) -> dict[str, Any]:
    """The salary when all of it is known: two bounds, a currency, a period. Half of it would mislead."""
    raw = _first(raw)
    if not isinstance(raw, dict):
        return {}
    value = raw.get("value")
    value = value if isinstance(value, dict) else {"value": value}
    low: Decimal | None = values.amount(value.get("minValue", value.get("value")), "baseSalary")
    high = values.amount(value.get("maxValue", value.get("value")), "baseSalary") or low
    low = low or high
    currency = values.line(raw.get("currency"), "baseSalary.currency", limit=40).upper()
    per = values.line(value.get("unitText") or raw.get("unitText"), "baseSalary.unitText", limit=40).upper()
    if low is None or high is None or len(currency) != 3 or not currency.isalpha() or per not in PERIODS:
        return {}
    if low > high:
        raise Rejected("baseSalary", f"The salary goes from {low} to {high}, which is backwards.")
    return {"salary_min": low, "salary_max": high, "salary_currency": currency, "salary_per": per}
