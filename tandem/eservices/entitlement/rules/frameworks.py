"""Framework periods, contribution period and who needs none (R-24 to R-26)."""

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.rules import arguments
from tandem.eservices.entitlement.rules.figures import day_number, plain
from tandem.eservices.entitlement.types import Explanation, Frameworks, Period
from tandem.foundation.months import following, months_later

YEARS = 2
EXTENSION_YEARS = 2
CONTRIBUTION_MIN = 12
CALENDAR_DAYS_PER_WORKING_DAY = Decimal("1.4")
DAYS_PER_MONTH = 30
DOUBLED_DAYS = datetime.timedelta(days=60)
SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)
PREVENTED_MORE_THAN_MONTHS = 12
RETURN_CONTRIBUTION_MONTHS = 6


def frameworks(
    opens_on: datetime.date,
    *,
    self_employed: bool = False,
    self_employed_months: int = 0,
    child_raising: bool = False,
) -> Frameworks:
    """Two years from the first day with all conditions met, and the two years before it (LACI art. 9, 9a, 9b).

    `self_employed` (became self-employed during the framework, without the insurance's help) makes the benefit
    framework two years longer; `self_employed_months` (before it) makes the contribution framework longer by as many
    months, 24 at most; `child_raising` makes it four years. Raises ValueError naming the argument.
    """
    opens = arguments.day("opens_on", opens_on)
    longer = EXTENSION_YEARS if arguments.yes_or_no("self_employed", self_employed) else 0
    months = arguments.whole("self_employed_months", self_employed_months)
    back = min(EXTENSION_YEARS * 12, months)
    if arguments.yes_or_no("child_raising", child_raising):
        back = EXTENSION_YEARS * 12
    return Frameworks(
        benefit=Period(opens, _same_day(opens, (YEARS + longer) * 12)),
        contribution=Period(_same_day(opens, -(YEARS * 12 + back)), opens),
    )


def frameworks_explained(opens_on: datetime.date) -> Explanation[Frameworks]:
    """`frameworks` of the usual length, as an explanation."""
    found = frameworks(opens_on)
    parts = (found.contribution.start, found.contribution.last_day, found.benefit.start, found.benefit.last_day)
    return Explanation(
        figure=found,
        finding=Finding.FRAMEWORKS,
        formula="{} – {} | {} – {}".format(*map(day_number, parts)),
        articles=("LACI 9",),
        confidence=Confidence.VERIFIED,
    )


def contribution_months(
    employments: Iterable[Period], *, within: Period, changing_profession: bool = False
) -> Explanation[Decimal]:
    """Contribution months in a framework, to one thousandth (LACI art. 13, OACI art. 11 and 12a, Praxis B149).

    A calendar month that is covered whole counts as one. Of others the days from Monday to Friday count 1.4 calendar
    days each, and 30 calendar days are a month. Days of two employments count once. In professions with changing or
    fixed-term work the first 60 days of each employment count double.
    """
    known = [_within(one, within) for one in employments]
    days = _contribution_days(known)
    if arguments.yes_or_no("changing_profession", changing_profession):
        days += _contribution_days([Period(one.start, min(one.end, one.start + DOUBLED_DAYS)) for one in known])
    months = (days / DAYS_PER_MONTH).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)
    enough = days >= CONTRIBUTION_MIN * DAYS_PER_MONTH
    return Explanation(
        figure=months,
        finding=Finding.CONTRIBUTION_MET if enough else Finding.CONTRIBUTION_SHORT,
        formula=f"{plain(days)} ÷ {DAYS_PER_MONTH} = {plain(months)} {'≥' if enough else '<'} {CONTRIBUTION_MIN}",
        articles=("LACI 13 al. 1", "OACI 11"),
        confidence=Confidence.SECONDARY,
    )


def exempt_by_prevention(
    *, education_months: Decimal, illness_months: Decimal, institution_months: Decimal, ten_years_resident: bool
) -> bool:
    """Prevented for more than twelve months in all (LACI art. 14 para. 1).

    Education counts only after ten years' residence. Illness stands for illness, accident and maternity (pregnancy and
    16 weeks, OACI art. 13 para. 1).
    """
    education = arguments.amount("education_months", education_months)
    months = arguments.amount("illness_months", illness_months)
    months += arguments.amount("institution_months", institution_months)
    if arguments.yes_or_no("ten_years_resident", ten_years_resident):
        months += education
    return months > PREVENTED_MORE_THAN_MONTHS


def exempt_by_event(*, happened_on: datetime.date, opens_on: datetime.date, domiciled: bool) -> bool:
    """Divorce, separation, death or invalidity of the spouse, loss of a pension, end of care (LACI art. 14 para. 2).

    The event lies at most one year back, and the person lived in Switzerland then (OACI art. 13).
    """
    happened = arguments.day("happened_on", happened_on)
    opens = arguments.day("opens_on", opens_on)
    return arguments.yes_or_no("domiciled", domiciled) and months_later(opens, -12) <= happened <= opens


def exempt_by_return(*, months_abroad: Decimal, contribution_months_here: Decimal) -> bool:
    """Back after more than a year's work outside EU and EFTA, with six months' contribution here (LACI 14 para. 3)."""
    abroad = arguments.amount("months_abroad", months_abroad)
    here = arguments.amount("contribution_months_here", contribution_months_here)
    return abroad > PREVENTED_MORE_THAN_MONTHS and here >= RETURN_CONTRIBUTION_MONTHS


def _contribution_days(periods: list[Period]) -> Decimal:
    days = Decimal(0)
    covered = {day for one in periods for day in _days(one)}
    for month in sorted({day.replace(day=1) for day in covered}):
        of_month = [day for day in _days(Period(month, following(month))) if day in covered]
        if len(of_month) == (following(month) - month).days:
            days += DAYS_PER_MONTH
        else:
            working = sum(day.weekday() < SATURDAY for day in of_month)
            days += min(working * CALENDAR_DAYS_PER_WORKING_DAY, Decimal(DAYS_PER_MONTH))
    return days


def _within(period: object, frame: Period) -> Period:
    if not isinstance(period, Period):
        raise ValueError(f"employments: a Period is needed, got {period!r}.")
    if period.end <= period.start:
        raise ValueError(f"employments: {period.start} to {period.end} has no day in it.")
    start = max(period.start, frame.start)
    return Period(start, max(start, min(period.end, frame.end)))


def _days(period: Period) -> list[datetime.date]:
    return [period.start + ONE_DAY * number for number in range((period.end - period.start).days)]


def _same_day(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; after 29 February of a leap year that is 1 March."""
    moved = months_later(day, months)
    return moved if moved.day == day.day else moved + ONE_DAY
