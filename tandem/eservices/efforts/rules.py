"""The law of the monthly proof of job-search efforts. No Django, no clock; a lawyer can read it."""

import datetime
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tandem.eservices.efforts.enums import Channel, Gap, HintKind, Outcome, PeriodKind, PeriodState
from tandem.eservices.efforts.types import EffortFacts, Entry, Hint
from tandem.foundation.months import following, month_of, months_later
from tandem.reference.calendar.rules import check_day, next_working_day

DUE_DAY = 5
# Days before the due date on which a month that is not filed is shown as due soon; no law says how early to remind.
SOON = datetime.timedelta(days=7)
MONTHS_BACK = 6
DAYS_AHEAD = datetime.timedelta(days=5)
# No law names a number. Courts speak of 10 to 12 a month on average (BGE 139 V 524, 8C_708/2019); an agreement with
# the office prevails (AVIG-Praxis ALE B316).
USUAL_NUMBER = 10
USUAL_NUMBER_SOURCE = "BGE 139 V 524"
SPREAD_SHARE = 0.6
SPREAD_FROM = 3
# From the third application to one company in a month on offices ask questions (unofficial; AVIG-Praxis ALE B316).
CONCENTRATION_FROM = 4
BEFORE_MONTHS = 3
# OACI 20a: the first interview takes place within 15 days of the registration.
FIRST_INTERVIEW_WITHIN = datetime.timedelta(days=15)
MATERNITY_LEAVE = datetime.timedelta(days=14 * 7)


def due_date(period: datetime.date, canton: str) -> datetime.date:
    """The last day to file the proof of the control period (calendar month) in which `period` lies.

    The 5th of the following month, or the first working day after it (OACI art. 26 para. 2); Saturdays, Sundays and
    the holidays of the canton where the person lives are no working days (LPGA art. 38 para. 3). Raises ValueError
    naming `period` when it is no date, and `canton` when it is not one of the 26 abbreviations.
    """
    check_day("period", period)
    check_day("period", following(month_of(period)))
    return next_working_day(following(month_of(period)).replace(day=DUE_DAY), canton)


def is_late(filed_on: datetime.date, due: datetime.date) -> bool:
    """Filed after the last day; there is no day of grace (8C_604/2018)."""
    return filed_on > due


def stands(written_on: datetime.date, due: datetime.date) -> bool:
    """Whether an effort was there when its month fell due: the platform transmits it, and it is in time (R-8)."""
    return written_on <= due


def due_of_period(period: datetime.date, canton: str, entry: Entry | None) -> datetime.date:
    """When the proof of a control period is due, whichever of its two kinds it is.

    Before unemployment the proof is handed over at the first interview at the latest (OACI 20a): on its day, or, as
    long as that is not fixed, 15 days after the registration. A month that is not over by then, and every month
    during unemployment: `due_date`.
    """
    if entry is None or kind_of(period, entry) is PeriodKind.DURING:
        return due_date(period, canton)
    interview = entry.first_interview_on or (entry.registered_on or entry.unemployed_from) + FIRST_INTERVIEW_WITHIN
    return interview if interview >= following(month_of(period)) else due_date(period, canton)


def kind_of(period: datetime.date, entry: Entry | None) -> PeriodKind:
    """Before unemployment when the whole month lies before its first day; a month with both is during it."""
    if entry is not None and following(month_of(period)) <= month_of(entry.unemployed_from):
        return PeriodKind.BEFORE
    return PeriodKind.DURING


def examined_from(duty_from: datetime.date, unemployed_from: datetime.date) -> datetime.date:
    """The first day whose efforts are examined; the last one is the day before unemployment (B314; 8C_768/2014).

    The duty begins when unemployment is foreseeable; of a longer time only the last three months count.
    """
    return max(duty_from, months_later(unemployed_from, -BEFORE_MONTHS))


def before_birth(expected: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The two months before the expected birth, without efforts, half-open (AVIG-Praxis ALE B320)."""
    return months_later(expected, -2), expected


def maternity_leave(birth: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Fourteen weeks from the birth on, half-open: efforts again from week 15 (AVIG-Praxis ALE B320)."""
    return birth, birth + MATERNITY_LEAVE


def days_of_duty(
    period: datetime.date, entry: Entry | None, exemptions: Iterable[tuple[datetime.date, datetime.date]]
) -> tuple[int, int]:
    """(days with the duty, all days) of a month. `exemptions` are half-open and may overlap (OACI 27; LACI 28)."""
    first, after = month_of(period), following(month_of(period))
    days = [first + datetime.timedelta(days=number) for number in range((after - first).days)]
    if entry is not None:
        begins = examined_from(entry.duty_from, entry.unemployed_from)
        days_due = [day for day in days if day >= begins]
    else:
        days_due = days
    spans = list(exemptions)
    return sum(not any(start <= day < end for start, end in spans) for day in days_due), len(days)


def reduced(number: int, *, days_due: int, days: int) -> int:
    """What remains of a number agreed for a whole month when the duty holds on some of its days, rounded down.

    No article states it. Courts reduce so (BS AL.2024.3: 10 with five days off, 6 to 9 expected; BS AL.2022.8: 2 to 3
    in nine days): shown as indicative.
    """
    return number * days_due // days


def state_of(
    *, due: datetime.date, today: datetime.date, filed: bool, days_due: int = 1, in_transmission: bool = False
) -> PeriodState:
    """Where a month stands. A month filed late is filed: the date says the rest. `days_due` 0: nothing is expected."""
    if filed:
        return PeriodState.FILED
    if in_transmission:
        return PeriodState.IN_TRANSMISSION
    if days_due == 0:
        return PeriodState.EXEMPT
    if today > due:
        return PeriodState.LATE
    return PeriodState.DUE_SOON if today >= due - SOON else PeriodState.OPEN


def earliest_day(today: datetime.date) -> datetime.date:
    """The first day an effort may still bear: the first of the month six months back (Job-Room's form)."""
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    return datetime.date(months // 12, months % 12 + 1, 1)


def latest_day(today: datetime.date) -> datetime.date:
    """The last day an effort may bear: five days ahead (Job-Room's form)."""
    return today + DAYS_AHEAD


def gaps(facts: EffortFacts, *, today: datetime.date) -> list[tuple[str, Gap]]:
    """What keeps an effort from being noted, as (field, gap) in the order of the form; empty when it is complete.

    The conditions are those of form 716.007 and of Job-Room's record (rules.md R-13): a postal code and place always
    (since 2026), a street or box for post, visit and call, a contact for visit and call, an address or link for an
    electronic application, a reason for a refusal.
    """
    how = set(facts.channels)
    spoken = bool(how & {Channel.PERSONAL, Channel.PHONE})
    addressed = spoken or Channel.MAIL in how
    checks = [
        ("job_title", Gap.TITLE_MISSING, not facts.job_title),
        ("company", Gap.COMPANY_MISSING, not facts.company),
        ("applied_on", Gap.DAY_MISSING, facts.applied_on is None),
        ("applied_on", Gap.DAY_TOO_EARLY, facts.applied_on is not None and facts.applied_on < earliest_day(today)),
        ("applied_on", Gap.DAY_TOO_LATE, facts.applied_on is not None and facts.applied_on > latest_day(today)),
        ("channels", Gap.CHANNEL_MISSING, not how),
        ("email", Gap.EMAIL_OR_LINK_MISSING, Channel.ELECTRONIC in how and not (facts.email or facts.form_url)),
        ("contact_person", Gap.CONTACT_MISSING, spoken and not facts.contact_person),
        ("phone", Gap.PHONE_MISSING, Channel.PHONE in how and not facts.phone),
        ("street", Gap.STREET_MISSING, addressed and not (facts.street or facts.po_box)),
        ("po_box", Gap.PO_BOX_NO_NUMBER, bool(facts.po_box) and not _is_box_number(facts.po_box)),
        ("postal_code", Gap.POSTAL_CODE_MISSING, not facts.postal_code),
        (
            "postal_code",
            Gap.POSTAL_CODE_NOT_SWISS,
            facts.country == "CH" and bool(facts.postal_code) and not _is_swiss_postal_code(facts.postal_code),
        ),
        ("locality", Gap.LOCALITY_MISSING, not facts.locality),
        ("workload", Gap.WORKLOAD_UNSAID, facts.workload is None),
        ("assigned_by_office", Gap.ASSIGNMENT_UNSAID, facts.assigned_by_office is None),
        ("outcome", Gap.OUTCOME_UNSAID, facts.outcome is None),
        ("rejection_reason", Gap.REASON_MISSING, facts.outcome == Outcome.REJECTED and not facts.rejection_reason),
        (
            "rejection_reason",
            Gap.REASON_WITHOUT_REFUSAL,
            facts.outcome not in {None, Outcome.REJECTED} and bool(facts.rejection_reason),
        ),
    ]
    return [(field, gap) for field, gap, is_open in checks if is_open]


def hints(
    efforts: Sequence[tuple[datetime.date, str, str]], *, month: datetime.date, target: int, today: datetime.date
) -> list[Hint]:
    """What is worth a look in one month's efforts, given as (day, company, job).

    Suggested checks, not law (rules.md R-10): quality and spread count as much as quantity (BGE 124 V 225; ten
    efforts on two dates were sanctioned, ATAS/257/2025).
    """
    return [
        *_pace(len(efforts), month=month, target=target, today=today),
        *spread([day for day, _company, _job in efforts]),
        *_duplicates((company, job) for _day, company, job in efforts),
        *_concentration(company for _day, company, _job in efforts),
    ]


def even_pace(*, month: datetime.date, target: int, today: datetime.date) -> int:
    """How many efforts of `target` an even pace would have reached by the end of `today`, week by week.

    A started week does not count yet: nobody is behind on a Monday.
    """
    days = (following(month) - month).days
    past = (min(today, following(month) - datetime.timedelta(days=1)) - month).days + 1
    if past <= 0:
        return 0
    if past >= days:
        return target
    return math.floor(target * (past // 7) * 7 / days)


def spread(days: Sequence[datetime.date]) -> list[Hint]:
    """A hint when more than 60 % of at least three efforts bear one date."""
    if len(days) < SPREAD_FROM:
        return []
    day, number = Counter(sorted(days)).most_common(1)[0]
    if number / len(days) <= SPREAD_SHARE:
        return []
    return [Hint(kind=HintKind.SPREAD, number=number, total=len(days), day=day)]


def _pace(noted: int, *, month: datetime.date, target: int, today: datetime.date) -> list[Hint]:
    expected = even_pace(month=month, target=target, today=today)
    return [Hint(kind=HintKind.PACE, number=noted, total=expected)] if noted < expected else []


def _duplicates(applications: Iterable[tuple[str, str]]) -> list[Hint]:
    seen: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for company, job in applications:
        seen.setdefault(sameness(company, job), []).append((company, job))
    return [
        Hint(kind=HintKind.DUPLICATE, number=len(same), total=len(same), names=same[0])
        for same in seen.values()
        if len(same) > 1
    ]


def sameness(company: str, job: str) -> tuple[str, str]:
    """What two applications share when they mean the same, whatever their case, accents and punctuation."""
    return _plain(company), _plain(job)


def _concentration(companies: Iterable[str]) -> list[Hint]:
    seen: dict[str, list[str]] = {}
    for company in companies:
        seen.setdefault(_plain(company), []).append(company)
    return [
        Hint(kind=HintKind.CONCENTRATION, number=len(same), names=(same[0], ""))
        for same in seen.values()
        if len(same) >= CONCENTRATION_FROM
    ]


def _is_box_number(text: str) -> bool:
    return len(text) <= 6 and text.isascii() and text.isdigit()


def _is_swiss_postal_code(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text[0] != "0"


def _plain(text: str) -> str:
    """Without case, accents and punctuation, so that "Müller AG" and "MULLER  ag." are one."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign)).split()
    )
