"""An ad as schema.org JobPosting, for search engines."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tandem.market.ads.enums import SalaryPer
from tandem.market.ads.markdown import to_html
from tandem.market.ads.models import Ad, AdText
from tandem.market.ads.rules import last_day

FULL_TIME = 90
# A "</script>" or "<!--" inside a text must not end or open anything.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_script(posting: dict[str, Any]) -> SafeString:
    """JSON that is safe between `<script type="application/ld+json">` and `</script>`."""
    return mark_safe(json.dumps(posting, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped above


def job_posting(ad: Ad, text: AdText, *, url: str) -> dict[str, Any]:
    """The members that the ad knows; none is invented."""
    closes = last_day(ad.publication_ends_before)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "identifier": {"@type": "PropertyValue", "name": "Tandem", "value": str(ad.pk)},
        "inLanguage": text.language,
        "title": text.title,
        "description": str(to_html(text.description)) or text.title,
        "skills": ", ".join(text.skills),
        "datePosted": ad.publication_starts_on.isoformat() if ad.publication_starts_on else None,
        "validThrough": f"{closes.isoformat()}T23:59:59" if closes else None,
        "employmentType": _employment_types(ad),
        "jobStartDate": ad.employment_starts_on.isoformat() if ad.employment_starts_on else None,
        "jobImmediateStart": ad.immediately or None,
        "totalJobOpenings": ad.number_of_jobs,
        "hiringOrganization": _organisation(ad),
        "jobLocation": _place(ad),
        "baseSalary": _salary(ad),
        "directApply": False,
    }
    if ad.remote_share == 100:
        said["jobLocationType"] = "TELECOMMUTE"
        said["applicantLocationRequirements"] = {"@type": "Country", "name": ad.country or "CH"}
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _employment_types(ad: Ad) -> list[str]:
    types = []
    if ad.workload_max is not None and ad.workload_min is not None:
        types += ["FULL_TIME"] if ad.workload_max >= FULL_TIME else []
        types += ["PART_TIME"] if ad.workload_min < FULL_TIME else []
    return [*types, "TEMPORARY"] if ad.permanent is False else types


def _organisation(ad: Ad) -> dict[str, Any] | str:
    if ad.company_anonymous or not ad.company_name:
        return "confidential"
    company = getattr(ad, "company", None)
    website = {"sameAs": company.website} if company is not None and company.website else {}
    return {"@type": "Organization", "name": ad.company_name, **website}


def _place(ad: Ad) -> dict[str, Any] | None:
    if not ad.city and not ad.canton:
        return None
    parts = {
        "postalCode": ad.postal_code,
        "addressLocality": ad.city,
        "addressRegion": ad.canton,
        "addressCountry": ad.country or "CH",
    }
    named = {name: value for name, value in parts.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **named}}


def _salary(ad: Ad) -> dict[str, Any] | None:
    if ad.salary_min is None or ad.salary_max is None:
        return None
    return {
        "@type": "MonetaryAmount",
        "currency": ad.salary_currency,
        "value": {
            "@type": "QuantitativeValue",
            "minValue": float(ad.salary_min),
            "maxValue": float(ad.salary_max),
            "unitText": SalaryPer(ad.salary_per).value,
        },
    }
