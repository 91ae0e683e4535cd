"""Figures and days of an invented ad, as they are on the Swiss market: shares, bounds, and what excludes what."""

import datetime
from decimal import Decimal
from typing import Any

from tandem.market.ads.enums import AdSource, Qualification, SalaryPer, WorkExperience, WorkForm
from tandem.market.ads.generator.content import Family, Occupation
from tandem.market.ads.generator.dice import Dice, Weighted
from tandem.market.ads.types import OccupationRecord

# As often as on Job-Room in July 2026.
SOURCES = Weighted(
    [AdSource.JOBROOM.value, AdSource.API.value, AdSource.RAV.value, AdSource.EXTERN.value], [8, 69, 2, 21]
)
FULL_TIME = Weighted([(100, 100), (80, 100), (90, 100), (60, 100), (80, 80)], [45, 38, 6, 6, 5])
PART_TIME = Weighted(
    [(40, 60), (50, 50), (60, 80), (50, 80), (40, 100), (60, 60), (80, 80)], [18, 15, 25, 14, 8, 10, 10]
)
EXPERIENCE = Weighted(
    [
        "",
        WorkExperience.LESS_THAN_1_YEAR.value,
        WorkExperience.MORE_THAN_1_YEAR.value,
        WorkExperience.MORE_THAN_3_YEARS.value,
    ],
    [25, 20, 35, 20],
)
PERIODS = Weighted([SalaryPer.YEAR, SalaryPer.MONTH, SalaryPer.HOUR], [40, 45, 15])
SALARIES_A_YEAR = 13
HOURS_A_MONTH = 182
PUBLISHED_AT_MOST = 60
SHORT_PUBLICATION = 30
# An ad under the obligation is for registered jobseekers during five working days: seven days with the weekend.
RESTRICTED_DAYS = 7
SEMISKILLED = {"131"}


def workload(dice: Dice, family: Family) -> tuple[int, int]:
    return (PART_TIME if dice.happens(family.part_time) else FULL_TIME).pick(dice)


def publication(dice: Dice, today: datetime.date) -> dict[str, Any]:
    """First day within the last sixty, the newer the more often; open today, for thirty days or sixty."""
    age = int(PUBLISHED_AT_MOST * dice.roll() * dice.roll())
    starts_on = today - datetime.timedelta(days=age)
    lasts = SHORT_PUBLICATION if age < SHORT_PUBLICATION and dice.happens(0.5) else PUBLISHED_AT_MOST
    return {
        "publication_starts_on": starts_on,
        "publication_ends_before": starts_on + datetime.timedelta(days=lasts + 1),
        "eures_display": dice.happens(0.1),
    }


def obligation(dice: Dice, wanted: Occupation, publication_starts_on: datetime.date) -> dict[str, Any]:
    """About one ad in seventy is under the reporting obligation, all of them in occupations that often are."""
    if not (wanted.reportable and dice.happens(0.2)):
        return {}
    return {
        "reporting_obligation": True,
        "report_to_avam": True,
        "approved_on": publication_starts_on,
        "reporting_obligation_ends_on": publication_starts_on + datetime.timedelta(days=RESTRICTED_DAYS),
    }


def employment(dice: Dice, today: datetime.date) -> dict[str, Any]:
    """Permanent for four ads in five; a first day of work, or at once; a last day for what is not permanent."""
    starts_on = None if dice.happens(0.45) else _first_of_month(today, 1 + dice.below(5))
    if dice.happens(0.8):
        return {"permanent": True, "employment_starts_on": starts_on, "immediately": starts_on is None}
    short = dice.happens(0.1)
    begins = starts_on or today + datetime.timedelta(days=7)
    days = 2 + dice.below(12) if short else 90 + dice.below(280)
    return {
        "permanent": False,
        "short_employment": short,
        "employment_starts_on": begins,
        "employment_ends_on": begins + datetime.timedelta(days=days),
        "immediately": starts_on is None,
    }


def salary(dice: Dice, wanted: Occupation) -> dict[str, Any]:
    """A range in francs on one ad in four, for full-time work."""
    if not dice.happens(0.25):
        return {}
    low, high = wanted.salary
    least = low + (high - low) * 0.5 * dice.roll()
    most = min(high, least * (1.08 + 0.14 * dice.roll()))
    per = PERIODS.pick(dice)
    if per == SalaryPer.YEAR:
        bounds = [_rounded(month * SALARIES_A_YEAR, "1000") for month in (least, most)]
    elif per == SalaryPer.MONTH:
        bounds = [_rounded(month, "50") for month in (least, most)]
    else:
        bounds = [_rounded(month / HOURS_A_MONTH, "0.05") for month in (least, most)]
    return {
        "salary_min": bounds[0],
        "salary_max": max(bounds),
        "salary_currency": "CHF",
        "salary_per": per.value,
    }


def surroundings(dice: Dice, family: Family) -> dict[str, Any]:
    """Forms of work and the share of work from home, where the occupation allows it."""
    forms = [form for form, probability in family.forms.items() if dice.happens(probability)]
    remote = dice.one(family.remote) if family.remote and dice.happens(0.6) else None
    if remote:
        forms.append(WorkForm.HOME_WORK.value)
    return {"work_forms": tuple(forms), "remote_share": remote}


def occupation(dice: Dice, wanted: Occupation) -> OccupationRecord:
    if not wanted.is_skilled:
        qualification, experience = Qualification.UNSKILLED, WorkExperience.NO_EXPERIENCE.value
    else:
        qualification = Qualification.SEMISKILLED if wanted.education in SEMISKILLED else Qualification.SKILLED
        experience = EXPERIENCE.pick(dice)
    return OccupationRecord(
        concept_id=wanted.esco,
        isco_code=wanted.isco,
        chisco_code=wanted.chisco,
        work_experience=experience,
        education_code=wanted.education,
        qualification_code=qualification.value,
    )


def _first_of_month(today: datetime.date, months_later: int) -> datetime.date:
    month = today.month - 1 + months_later
    return datetime.date(today.year + month // 12, month % 12 + 1, 1)


def _rounded(amount: float, step: str) -> Decimal:
    unit = Decimal(step)
    return (round(Decimal(amount) / unit) * unit).quantize(Decimal("0.01"))
