"""An `oste` of the osteList feed 1.4 as an ad: crawled ads and those of the employment centres."""

import datetime
import hashlib
import json
from typing import Any

from tandem.market.ads.enums import (
    AdSource,
    Education,
    LanguageLevel,
    Qualification,
    Salutation,
    WorkExperience,
    WorkForm,
)
from tandem.market.ads.import_ import values
from tandem.market.ads.import_.countries import code_of
from tandem.market.ads.import_.language import language_of
from tandem.market.ads.import_.markup import to_markdown
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.resolving import occupation_of_avam, occupation_of_title, whereabouts
from tandem.market.ads.types import (
    AdRecord,
    ApplyChannelRecord,
    CompanyRecord,
    LanguageSkillRecord,
    OccupationRecord,
    PublicContactRecord,
    TextRecord,
)

# Codes of the office's own system. Of its languages only these three numbers are known for certain.
SALUTATIONS = {"1": Salutation.MR, "2": Salutation.MS}
LANGUAGES = {"1": "de", "2": "fr", "3": "it"}
LEVELS = {
    "1": LanguageLevel.PROFICIENT,
    "2": LanguageLevel.INTERMEDIATE,
    "3": LanguageLevel.BASIC,
    "4": LanguageLevel.NONE,
}
EXPERIENCES = {
    "01": WorkExperience.NO_EXPERIENCE,
    "05": WorkExperience.LESS_THAN_1_YEAR,
    "10": WorkExperience.MORE_THAN_1_YEAR,
    "20": WorkExperience.MORE_THAN_3_YEARS,
}
QUALIFICATIONS = {"1": Qualification.SKILLED, "2": Qualification.SEMISKILLED, "3": Qualification.UNSKILLED}
FOR_EVER = "9999-"


def ad_of(raw: dict[str, Any]) -> AdRecord:
    """The ad. Raises `Rejected` with the name of the element."""
    text = _text(raw)
    avam_number = values.line(raw.get("stellennummerAvam"), "stellennummerAvam", limit=20)
    ends = (
        None
        if str(raw.get("gueltigkeit", "")).startswith(FOR_EVER)
        else values.day(raw.get("gueltigkeit"), "gueltigkeit")
    )
    named = values.truth(raw.get("wwwAnonym"), "wwwAnonym")
    least = values.whole(raw.get("pensumVon"), "pensumVon", low=1, high=100)
    most = values.whole(raw.get("pensumBis"), "pensumBis", low=1, high=100)
    return AdRecord(
        external_id=identifier_of(raw),
        source=(AdSource.RAV if avam_number else AdSource.EXTERN).value,
        texts=(text,),
        external_url=values.address(raw.get("url"), "url", limit=1024),
        fingerprint=values.line(raw.get("fingerprint"), "fingerprint", limit=100),
        stellennummer_egov=values.line(raw.get("stellennummerEGov"), "stellennummerEGov", limit=20) or None,
        stellennummer_avam=avam_number,
        job_center_code=values.line(raw.get("arbeitsamtbereich"), "arbeitsamtbereich", limit=5),
        publication_starts_on=values.day(raw.get("anmeldeDatum"), "anmeldeDatum"),
        publication_ends_before=ends and ends + datetime.timedelta(days=1),
        public_display="wwwPublikation" not in raw or values.truth(raw["wwwPublikation"], "wwwPublikation"),
        eures_display=values.truth(raw.get("euresPublikation"), "euresPublikation"),
        eures_anonymous=values.truth(raw.get("euresAnonym"), "euresAnonym"),
        company_anonymous=named,
        company_name=values.line(raw.get("untName"), "untName", limit=255),
        number_of_jobs=values.whole(raw.get("gleicheOste"), "gleicheOste", low=0, high=999),
        immediately=values.truth(raw.get("abSofort"), "abSofort"),
        permanent=values.truth(raw["unbefristet"], "unbefristet") if "unbefristet" in raw else None,
        workload_min=least if least is not None else most,
        workload_max=most if most is not None else least,
        work_forms=(WorkForm.HOME_WORK.value,) if values.truth(raw.get("heimarbeit"), "heimarbeit") else (),
        occupations=_occupations(raw, text),
        language_skills=_language_skills(raw),
        company=_company(raw),
        apply_channel=_channel(raw),
        public_contact=_contact(raw),
        **_place(raw),
    )


def identifier_of(raw: dict[str, Any]) -> str:
    """What the sender knows the ad by; without that a mark made of what it says."""
    for name in ("fingerprint", "stellennummerAvam", "stellennummerEGov", "url"):
        if known := values.line(raw.get(name), name, limit=255):
            return known
    return "content-" + hashlib.blake2b(json.dumps(raw, sort_keys=True).encode(), digest_size=16).hexdigest()


def _text(raw: dict[str, Any]) -> TextRecord:
    title = values.plain(values.line(raw.get("bezeichnung"), "bezeichnung", limit=255))
    if not title:
        raise Rejected("bezeichnung", "The title is missing.")
    description = to_markdown(values.paragraph(raw.get("beschreibung"), "beschreibung", limit=50_000))
    language = language_of(f"{title}\n{description}", said="", field="beschreibung")
    return TextRecord(language=language, title=title, description=description)


def _occupations(raw: dict[str, Any], text: TextRecord) -> tuple[OccupationRecord, ...]:
    records = tuple(
        _occupation(raw, f"bq{number}") for number in (1, 2, 3) if raw.get(f"bq{number}AvamBerufNr", "0") != "0"
    )
    if any(one.concept_id for one in records):
        return records
    by_title = occupation_of_title(text.title, text.language)
    return (*records, by_title) if by_title else records


def _occupation(raw: dict[str, Any], prefix: str) -> OccupationRecord:
    code = values.line(raw[f"{prefix}AvamBerufNr"], f"{prefix}AvamBerufNr", limit=16)
    known = occupation_of_avam(code) or OccupationRecord()
    return OccupationRecord(
        concept_id=known.concept_id,
        isco_code=known.isco_code,
        chisco_code=known.chisco_code,
        avam_code=code,
        work_experience=_code(raw, f"{prefix}ErfahrungCode", EXPERIENCES, width=2),
        education_code=values.one_of(raw.get(f"{prefix}AusbildungCode"), f"{prefix}AusbildungCode", Education.values),
        qualification_code=_code(raw, f"{prefix}QualifikationCode", QUALIFICATIONS),
    )


def _code(raw: dict[str, Any], name: str, known: dict[str, Any], *, width: int = 1) -> str:
    value = raw.get(name)
    return str(known[values.one_of(value.zfill(width), name, known)].value) if value else ""


def _language_skills(raw: dict[str, Any]) -> tuple[LanguageSkillRecord, ...]:
    skills = {}
    for number in range(1, 6):
        language = LANGUAGES.get(raw.get(f"sk{number}SpracheCode", ""))
        if language:
            spoken = _code(raw, f"sk{number}MuendlichCode", LEVELS)
            skills[language] = LanguageSkillRecord(language, spoken, _code(raw, f"sk{number}SchriftlichCode", LEVELS))
    return tuple(skills.values())


def _place(raw: dict[str, Any]) -> dict[str, Any]:
    canton = values.line(raw.get("arbeitsortKanton"), "arbeitsortKanton", limit=2)
    postal_code = values.line(raw.get("arbeitsortPlz"), "arbeitsortPlz", limit=10)
    text = values.line(raw.get("arbeitsortText"), "arbeitsortText", limit=100)
    country = code_of(values.line(raw.get("arbeitsortLand"), "arbeitsortLand", limit=60)) or ("CH" if canton else "")
    found = whereabouts(text, postal_code, country, canton)
    columns = {name: getattr(found, name) for name in found.__slots__}
    commune = values.line(raw.get("arbeitsortGemeindeNr"), "arbeitsortGemeindeNr", limit=5)
    region = values.line(raw.get("arbeitsortRegion"), "arbeitsortRegion", limit=5)
    return {
        **columns,
        "commune_code": commune or found.commune_code,
        "canton": canton or found.canton,
        "region_code": region,
    }


def _company(raw: dict[str, Any]) -> CompanyRecord | None:
    known = CompanyRecord(
        street=values.line(raw.get("untStrasse"), "untStrasse", limit=100),
        house_number=values.line(raw.get("untHausNr"), "untHausNr", limit=10),
        postal_code=values.line(raw.get("untPlz"), "untPlz", limit=10),
        city=values.line(raw.get("untOrt"), "untOrt", limit=100),
        country=code_of(values.line(raw.get("untLand"), "untLand", limit=60)),
        phone=values.phone(raw.get("untTelefon"), "untTelefon"),
        email=values.email(raw.get("untEMail"), "untEMail"),
        website=values.address(raw.get("untUrl"), "untUrl", limit=255),
    )
    return known if known != CompanyRecord() else None


def _channel(raw: dict[str, Any]) -> ApplyChannelRecord | None:
    """The feed only says by which ways one may apply; the addresses are the contact's, else the company's."""
    online = values.truth(raw.get("bewerbungElektronisch"), "bewerbungElektronisch")
    by_phone = values.truth(raw.get("bewerbungTelefonisch"), "bewerbungTelefonisch")
    email, phone = raw.get("kpEMail") or raw.get("untEMail"), raw.get("kpTelefonNr") or raw.get("untTelefon")
    known = ApplyChannelRecord(
        email=values.email(email, "kpEMail") if online else "",
        phone=values.phone(phone, "kpTelefonNr") if by_phone else "",
        additional_info=values.line(raw.get("bewerbungAngaben"), "bewerbungAngaben", limit=255, cut=True),
    )
    return known if known != ApplyChannelRecord() else None


def _contact(raw: dict[str, Any]) -> PublicContactRecord | None:
    known = PublicContactRecord(
        salutation=_code(raw, "kpAnredeCode", SALUTATIONS),
        first_name=values.line(raw.get("kpVorname"), "kpVorname", limit=50),
        last_name=values.line(raw.get("kpName"), "kpName", limit=50),
        phone=values.phone(raw.get("kpTelefonNr"), "kpTelefonNr"),
        email=values.email(raw.get("kpEMail"), "kpEMail"),
    )
    return known if known != PublicContactRecord() else None
