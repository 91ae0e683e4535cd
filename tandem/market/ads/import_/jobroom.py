"""An ad in the JSON of Job-Room: as its API returns it, as it is sent to it, as its search shows it.

The API writes numbers as text and its clients send booleans as text, so both are read either way.
"""

import datetime
import hashlib
import json
from typing import Any

from tandem.market.ads.enums import (
    AdSource,
    AdStatus,
    CancellationCode,
    Education,
    LanguageLevel,
    Qualification,
    WorkExperience,
    WorkForm,
)
from tandem.market.ads.import_ import jobroom_parties, values
from tandem.market.ads.import_.jobroom_place import columns_of_place
from tandem.market.ads.import_.language import language_of
from tandem.market.ads.import_.markup import to_markdown
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.resolving import occupation_of_avam, occupation_of_title
from tandem.market.ads.language_names import ACCEPTED
from tandem.market.ads.types import AdRecord, LanguageSkillRecord, OccupationRecord, TextRecord

LONGEST_DESCRIPTION = 12_000


def is_ad(raw: dict[str, Any]) -> bool:
    return "jobContent" in raw or "jobDescriptions" in raw


def ad_of(raw: dict[str, Any]) -> AdRecord:
    """The ad. Raises `Rejected` with the name of the member."""
    content = _content(raw)
    company, publication = member(content, "company"), member(raw, "publication")
    texts = tuple(
        _text(one, f"jobDescriptions[{number}]") for number, one in enumerate(members(content, "jobDescriptions"))
    )
    ends = values.day(publication.get("endDate"), "publication.endDate")
    display = "publicDisplay" not in publication or values.truth(
        publication["publicDisplay"], "publication.publicDisplay"
    )
    restricted = publication.get("restrictedDisplay")
    return AdRecord(
        external_id=identifier_of(raw),
        source=values.one_of(raw.get("sourceSystem"), "sourceSystem", AdSource.values) or AdSource.API.value,
        status=values.one_of(raw.get("status"), "status", AdStatus.values) or None,
        texts=texts,
        external_reference=line(raw, content, "externalReference", limit=255),
        external_url=values.address(content.get("externalUrl"), "externalUrl", limit=1024),
        fingerprint=line(raw, content, "fingerprint", limit=100),
        stellennummer_egov=line(raw, content, "stellennummerEgov", limit=20) or None,
        stellennummer_avam=line(raw, content, "stellennummerAvam", limit=20),
        report_to_avam=values.truth(raw.get("reportToAvam"), "reportToAvam"),
        reporting_obligation=values.truth(raw.get("reportingObligation"), "reportingObligation"),
        reporting_obligation_ends_on=values.day(raw.get("reportingObligationEndDate"), "reportingObligationEndDate"),
        job_center_code=line(raw, content, "jobCenterCode", limit=5),
        approved_on=values.day(raw.get("approvalDate"), "approvalDate"),
        rejected_on=values.day(raw.get("rejectionDate"), "rejectionDate"),
        rejection_code=line(raw, content, "rejectionCode", limit=20),
        rejection_reason=line(raw, content, "rejectionReason", limit=1000),
        cancelled_on=values.day(raw.get("cancellationDate"), "cancellationDate"),
        cancellation_code=values.one_of(raw.get("cancellationCode"), "cancellationCode", CancellationCode.values),
        publication_starts_on=values.day(publication.get("startDate"), "publication.startDate"),
        publication_ends_before=ends and ends + datetime.timedelta(days=1),
        public_display=display,
        restricted_display=display
        if restricted is None
        else values.truth(restricted, "publication.restrictedDisplay"),
        eures_display=values.truth(publication.get("euresDisplay"), "publication.euresDisplay"),
        eures_anonymous=values.truth(publication.get("euresAnonymous"), "publication.euresAnonymous"),
        company_anonymous=values.truth(publication.get("companyAnonymous"), "publication.companyAnonymous"),
        company_name=values.line(company.get("name"), "company.name", limit=255),
        surrogate=values.truth(company.get("surrogate"), "company.surrogate"),
        number_of_jobs=values.whole(content.get("numberOfJobs"), "numberOfJobs", low=0, high=999),
        occupations=_occupations(content, texts),
        language_skills=_language_skills(content),
        company=jobroom_parties.company(company),
        apply_channel=jobroom_parties.apply_channel(member(content, "applyChannel")),
        public_contact=jobroom_parties.public_contact(member(content, "publicContact")),
        confidential=jobroom_parties.confidential(member(raw, "employer"), member(raw, "contact")),
        **_employment(member(content, "employment")),
        **columns_of_place(member(content, "location")),
    )


def member(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """An object inside an object; missing and null are empty."""
    value = raw.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Rejected(name, f"An object is expected here, not {values.kind(value)}.")
    return value


def members(raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects inside an object; missing and null are empty."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Rejected(name, "A list of objects is expected here.")
    return value


def line(raw: dict[str, Any], content: dict[str, Any], name: str, *, limit: int) -> str:
    """A line that stands beside the content or in it."""
    return values.line(raw.get(name, content.get(name)), name, limit=limit)


def identifier_of(raw: dict[str, Any]) -> str:
    """What the sender knows the ad by; without that its reference with a mark made of what it says."""
    content = _content(raw)
    for name in ("id", "stellennummerEgov", "fingerprint"):
        if known := values.line(raw.get(name), name, limit=255):
            return known
    reference = line(raw, content, "externalReference", limit=200)
    # One posting per language with the same reference is usual: the words are part of what it is.
    said = json.dumps([reference, content.get("jobDescriptions"), content.get("location")], sort_keys=True)
    return f"{reference or 'content'}-{hashlib.blake2b(said.encode(), digest_size=16).hexdigest()}"


def _content(raw: dict[str, Any]) -> dict[str, Any]:
    return member(raw, "jobContent") if "jobContent" in raw else raw


def _text(raw: dict[str, Any], field: str) -> TextRecord:
    title = values.plain(values.line(raw.get("title"), f"{field}.title", limit=255))
    description = to_markdown(
        values.paragraph(raw.get("description"), f"{field}.description", limit=LONGEST_DESCRIPTION)
    )
    said = values.line(raw.get("languageIsoCode"), f"{field}.languageIsoCode", limit=20)
    language = language_of(f"{title}\n{description}", said=said, field=f"{field}.languageIsoCode")
    return TextRecord(language=language, title=title, description=description)


def _occupations(content: dict[str, Any], texts: tuple[TextRecord, ...]) -> tuple[OccupationRecord, ...]:
    given = members(content, "occupations") or [one for one in [member(content, "occupation")] if one]
    records = tuple(_occupation(one, f"occupations[{number}]") for number, one in enumerate(given[:20]))
    if any(one.concept_id for one in records) or not texts:
        return records
    by_title = occupation_of_title(texts[0].title, texts[0].language)
    return (*records, by_title) if by_title else records


def _occupation(raw: dict[str, Any], field: str) -> OccupationRecord:
    code = values.line(raw.get("avamOccupationCode"), f"{field}.avamOccupationCode", limit=16)
    known = (occupation_of_avam(code) if code else None) or OccupationRecord()
    return OccupationRecord(
        concept_id=known.concept_id,
        isco_code=known.isco_code,
        chisco_code=known.chisco_code,
        avam_code=code,
        work_experience=values.one_of(raw.get("workExperience"), f"{field}.workExperience", WorkExperience.values),
        education_code=values.one_of(raw.get("educationCode"), f"{field}.educationCode", Education.values),
        qualification_code=values.one_of(
            raw.get("qualificationCode"), f"{field}.qualificationCode", Qualification.values
        ),
    )


def _language_skills(content: dict[str, Any]) -> tuple[LanguageSkillRecord, ...]:
    records = {}
    for number, raw in enumerate(members(content, "languageSkills")[:50]):
        field = f"languageSkills[{number}]"
        code = values.line(raw.get("languageIsoCode"), f"{field}.languageIsoCode", limit=20).lower()
        records[values.one_of(code, f"{field}.languageIsoCode", sorted(ACCEPTED))] = LanguageSkillRecord(
            language_code=code,
            spoken_level=values.one_of(raw.get("spokenLevel"), f"{field}.spokenLevel", LanguageLevel.values),
            written_level=values.one_of(raw.get("writtenLevel"), f"{field}.writtenLevel", LanguageLevel.values),
        )
    records.pop("", None)
    return tuple(records.values())


def _employment(raw: dict[str, Any]) -> dict[str, Any]:
    starts = values.day(raw.get("startDate"), "employment.startDate")
    forms = raw.get("workForms") or []
    if not isinstance(forms, list):
        raise Rejected("employment.workForms", "A list is expected here.")
    known = [values.one_of(form, "employment.workForms", WorkForm.values) for form in forms]
    least = values.whole(raw.get("workloadPercentageMin"), "employment.workloadPercentageMin", low=1, high=100)
    most = values.whole(raw.get("workloadPercentageMax"), "employment.workloadPercentageMax", low=1, high=100)
    return {
        "employment_starts_on": starts,
        "employment_ends_on": values.day(raw.get("endDate"), "employment.endDate"),
        "short_employment": values.truth(raw.get("shortEmployment"), "employment.shortEmployment"),
        "immediately": values.truth(raw.get("immediately"), "employment.immediately"),
        "permanent": values.truth(raw["permanent"], "employment.permanent")
        if raw.get("permanent") is not None
        else None,
        "workload_min": least if least is not None else most,
        "workload_max": most if most is not None else least,
        "work_forms": tuple(dict.fromkeys(filter(None, known))),
    }
