"""An ad as schema.org JobPosting, in which the importer reads ads of others."""

import datetime
from typing import Any

from tandem.market.ads.types import AdRecord, ApplyChannelRecord


def posting(ad: AdRecord) -> dict[str, Any]:
    """The members of a JobPosting, in the first language of the ad; members the ad says nothing about are left out."""
    text = ad.texts[0]
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": ad.external_id,
        "url": ad.external_url,
        "inLanguage": text.language,
        "title": text.title,
        "description": text.description,
        "skills": list(text.skills),
        "datePosted": _day(ad.publication_starts_on),
        "validThrough": _day(ad.publication_ends_before and ad.publication_ends_before - datetime.timedelta(days=1)),
        "employmentType": _employment_type(ad),
        "jobStartDate": _day(ad.employment_starts_on),
        "jobImmediateStart": ad.immediately,
        "totalJobOpenings": ad.number_of_jobs,
        "workHours": f"{ad.workload_min}–{ad.workload_max} %"
        if ad.workload_min != ad.workload_max
        else f"{ad.workload_max} %",
        "jobLocationType": "TELECOMMUTE" if ad.remote_share == 100 else None,
        "hiringOrganization": _organisation(ad),
        "jobLocation": _location(ad),
        "baseSalary": _salary(ad),
        "applicationContact": _contact(ad.apply_channel),
        "occupationalCategory": [
            {"@type": "CategoryCode", "inCodeSet": "ISCO-08", "codeValue": occupation.isco_code}
            for occupation in ad.occupations
        ],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _employment_type(ad: AdRecord) -> list[str]:
    workload = "FULL_TIME" if (ad.workload_max or 0) >= 90 else "PART_TIME"
    return [workload] if ad.permanent else [workload, "TEMPORARY"]


def _organisation(ad: AdRecord) -> dict[str, Any]:
    website = {"sameAs": ad.company.website} if ad.company else {}
    return {"@type": "Organization", "name": ad.company_name, **website}


def _location(ad: AdRecord) -> dict[str, Any]:
    return {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "postalCode": ad.postal_code,
            "addressLocality": ad.city,
            "addressRegion": ad.canton,
            "addressCountry": ad.country,
        },
        "geo": {"@type": "GeoCoordinates", "latitude": ad.latitude, "longitude": ad.longitude},
    }


def _salary(ad: AdRecord) -> dict[str, Any] | None:
    if ad.salary_min is None or ad.salary_max is None:
        return None
    return {
        "@type": "MonetaryAmount",
        "currency": ad.salary_currency,
        "value": {
            "@type": "QuantitativeValue",
            "minValue": float(ad.salary_min),
            "maxValue": float(ad.salary_max),
            "unitText": ad.salary_per,
        },
    }


def _contact(channel: ApplyChannelRecord | None) -> dict[str, Any] | None:
    return {"@type": "ContactPoint", "email": channel.email} if channel and channel.email else None
