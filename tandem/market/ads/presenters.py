"""The page of one ad as values that a template can write down."""

import dataclasses
import datetime
from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tandem.foundation.formatting import money, plain_date
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.market.ads.enums import AdStatus, LanguageLevel, SalaryPer, WorkForm
from tandem.market.ads.language_names import name_of
from tandem.market.ads.markdown import to_html
from tandem.market.ads.models import Ad, AdApplyChannel, AdCompany, AdLanguageSkill, AdPublicContact, AdText
from tandem.market.ads.rules import last_day
from tandem.reference.occupations import selectors as occupations

AMOUNT_PER = {
    SalaryPer.HOUR: gettext_lazy("%(amount)s per hour"),
    SalaryPer.DAY: gettext_lazy("%(amount)s per day"),
    SalaryPer.WEEK: gettext_lazy("%(amount)s per week"),
    SalaryPer.MONTH: gettext_lazy("%(amount)s per month"),
    SalaryPer.YEAR: gettext_lazy("%(amount)s per year"),
}


# French and Italian write the name of a language without a capital.
IN_A_SENTENCE = {
    Language.DE: pgettext_lazy("in a sentence", "German"),
    Language.FR: pgettext_lazy("in a sentence", "French"),
    Language.IT: pgettext_lazy("in a sentence", "Italian"),
    Language.EN: pgettext_lazy("in a sentence", "English"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class OtherText:
    """The same ad in another of its languages."""

    language: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class AdPage:
    """`is_open`: one can still apply. `notice` says what is special about a public or an owner's view, or is empty."""

    ad: Ad
    title: str
    language: str
    language_name: str
    own_language_name: str
    in_readers_language: bool
    other_texts: list[OtherText]
    description: SafeString
    skills: list[str]
    company_name: str
    company: AdCompany | None
    facts: list[Fact]
    apply_channel: AdApplyChannel | None
    contact: AdPublicContact | None
    says_how_to_apply: bool
    is_open: bool
    is_closed: bool
    is_restricted: bool
    own_status: str
    published_on: datetime.date | None
    closes_on: datetime.date | None


def ad_page(ad: Ad, text: AdText, *, reader: str, on: datetime.date) -> AdPage:
    """What the page of `ad` says on that day to somebody who reads `reader`, with the words of `text`."""
    is_open = ad.is_open(on=on)
    is_closed = not is_open and ad.status in {
        AdStatus.ARCHIVED,
        AdStatus.PUBLISHED_PUBLIC,
        AdStatus.PUBLISHED_RESTRICTED,
    }
    is_closed = is_closed and (ad.publication_starts_on or on) <= on
    named = not ad.company_anonymous
    channel, contact = getattr(ad, "apply_channel", None), getattr(ad, "public_contact", None)
    return AdPage(
        ad=ad,
        title=text.title,
        language=text.language,
        language_name=str(IN_A_SENTENCE[Language(text.language)]),
        own_language_name=OWN_NAMES[Language(text.language)],
        in_readers_language=text.language == reader,
        other_texts=[OtherText(one.language, OWN_NAMES[Language(one.language)]) for one in _others(ad, text)],
        description=to_html(text.description),
        skills=text.skills,
        company_name=ad.company_name if named and ad.company_name else _("Company not named"),
        company=getattr(ad, "company", None) if named else None,
        facts=[Fact(label, value) for label, value in _facts(ad, reader) if value],
        apply_channel=channel,
        contact=contact,
        says_how_to_apply=bool(channel or contact or ad.external_url),
        is_open=is_open,
        is_closed=is_closed,
        is_restricted=ad.status == AdStatus.PUBLISHED_RESTRICTED or not ad.public_display,
        own_status="" if is_open or is_closed else str(AdStatus(ad.status).label),
        published_on=ad.publication_starts_on,
        closes_on=last_day(ad.publication_ends_before),
    )


def _others(ad: Ad, text: AdText) -> list[AdText]:
    order = list(Language.values)
    others = (one for one in ad.texts.all() if one.language != text.language)
    return sorted(others, key=lambda one: order.index(one.language))


def _facts(ad: Ad, reader: str) -> Iterator[tuple[str, str]]:
    yield _("Occupation"), _occupations(ad, reader)
    yield _("Place"), _place(ad)
    yield _("Workload"), _workload(ad)
    yield _("Start"), _start(ad)
    yield _("Duration"), _duration(ad)
    yield _("Work from home"), _remote(ad)
    yield (
        _("Working hours"),
        ", ".join(str(WorkForm(form).label) for form in ad.work_forms if form != WorkForm.HOME_WORK),
    )
    yield _("Salary"), _salary(ad)
    yield _("Experience"), _of_first_occupation(ad, "get_work_experience_display")
    yield _("Education"), _of_first_occupation(ad, "get_education_code_display")
    yield _("Languages"), ", ".join(_language_skill(skill) for skill in ad.language_skills.all())
    yield _("Number of jobs"), str(ad.number_of_jobs) if (ad.number_of_jobs or 1) > 1 else ""
    yield _("Number of the ad"), ad.stellennummer_egov or ad.stellennummer_avam
    yield _("Reference"), ad.external_reference


def _occupations(ad: Ad, reader: str) -> str:
    named = occupations.labels([row.concept_id for row in ad.occupations.all() if row.concept_id], reader)
    return ", ".join(named.values())


def _place(ad: Ad) -> str:
    place = f"{ad.postal_code} {ad.city}".strip()
    region = ad.canton or ("" if ad.country == "CH" else ad.country)
    if place and region and not place.endswith(f" {region}"):
        place = f"{place} ({region})"
    return ", ".join(filter(None, (place or region, ad.place_remarks)))


def _workload(ad: Ad) -> str:
    if ad.workload_max is None:
        return ""
    return f"{ad.workload_max} %" if ad.workload_min == ad.workload_max else f"{ad.workload_min}–{ad.workload_max} %"


def _start(ad: Ad) -> str:
    if ad.employment_starts_on:
        return plain_date(ad.employment_starts_on)
    return _("At once") if ad.immediately else ""


def _duration(ad: Ad) -> str:
    if ad.employment_ends_on:
        return _("Temporary, until %(day)s") % {"day": plain_date(ad.employment_ends_on)}
    if ad.short_employment:
        return _("14 days or less")
    return {True: _("Permanent"), False: _("Temporary"), None: ""}[ad.permanent]


def _remote(ad: Ad) -> str:
    if ad.remote_share == 100:
        return _("All of the work can be done from home")
    if ad.remote_share:
        return _("Up to %(share)s %% of the work") % {"share": ad.remote_share}
    return _("Possible in part") if WorkForm.HOME_WORK in ad.work_forms else ""


def _salary(ad: Ad) -> str:
    if ad.salary_min is None or ad.salary_max is None:
        return ""
    amount = money(ad.salary_min, ad.salary_currency)
    if ad.salary_max > ad.salary_min:
        amount = f"{amount} – {money(ad.salary_max, ad.salary_currency)}"
    return str(AMOUNT_PER[SalaryPer(ad.salary_per)]) % {"amount": amount}


def _of_first_occupation(ad: Ad, display: str) -> str:
    return next((str(label) for row in ad.occupations.all() if (label := getattr(row, display)())), "")


def _language_skill(skill: AdLanguageSkill) -> str:
    level = skill.spoken_level or skill.written_level
    name = name_of(skill.language_code)
    if not level or level == LanguageLevel.NONE:
        return name
    return f"{name} ({str(LanguageLevel(level).label).lower()})"
