"""The law of the claim for benefit. No Django, no clock."""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from tandem.eservices.claims.types import History, Job, Span
from tandem.eservices.entitlement import rules as law
from tandem.eservices.entitlement.enums import ExemptionGround, Training
from tandem.eservices.entitlement.types import Period, Situation
from tandem.foundation.months import following, month_of, months_later, preceding

# Below a fifth of full time no loss of work counts (AVIG-Praxis ALE B218, to LACI 11 and OACI 5).
SMALLEST_DEGREE = 20
CHILD_UNTIL = 25
INVALIDITY_FROM = 40
SHORT, LONG = 6, 12
CLAIM_AGAIN_MONTHS = 6
THIRTEENTH = Decimal(13) / 12  # what a month's wage is with its part of the 13th
ONE_DAY = datetime.timedelta(days=1)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_SWISS_IBAN_LENGTH = 21


def iban(text: str) -> str:
    """An account number without blanks, in capitals. Raises ValueError when it cannot be one (ISO 13616, mod 97).

    Numbers of Switzerland and Liechtenstein have 21 signs.
    """
    plain = re.sub(r"[\s\u00a0]", "", text).upper()
    if not _IBAN.fullmatch(plain):
        raise ValueError("iban: two letters, two digits and then letters or digits are needed.")
    if plain[:2] in {"CH", "LI"} and len(plain) != _SWISS_IBAN_LENGTH:
        raise ValueError(f"iban: {_SWISS_IBAN_LENGTH} signs are needed, got {len(plain)}.")
    if int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 != 1:
        raise ValueError("iban: the check digits do not fit.")
    return plain


def age_on(day: datetime.date, born: datetime.date) -> int:
    """Completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def maintains_child_under_25(births: Iterable[datetime.date], on: datetime.date) -> bool:
    """Whether one of the children is under 25 (LACI art. 22 para. 2 let. a, OACI art. 33)."""
    return any(age_on(on, born) < CHILD_UNTIL for born in births)


def last_wages(jobs: Iterable[Job], *, opens_on: datetime.date) -> list[Decimal]:
    """The wages of the last contribution months, at most 12, the latest last (OACI art. 37).

    Only months that end before `opens_on`, in the two years before; wages of several jobs are added.
    """
    frame = law.frameworks(opens_on).contribution
    wages: list[Decimal] = []
    month = preceding(month_of(opens_on))
    known = list(jobs)
    while month >= month_of(frame.start) and len(wages) < LONG:
        of_month = sum(
            (job.wage for job in known if _overlap(job.period, Period(month, following(month)))), Decimal(0)
        )
        if of_month:
            wages.insert(0, of_month)
        month = preceding(month)
    return wages


def averages(wages: list[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """The averages of the last 6 and of the last 12 of these wages; of fewer, the average of all is the first."""
    if not wages:
        return None, None
    latest = wages[-SHORT:]
    return sum(latest, Decimal(0)) / len(latest), sum(wages, Decimal(0)) / LONG if len(wages) >= LONG else None


def exemption(history: History) -> ExemptionGround | None:
    """Why no contribution period is needed, so far as the claim says (LACI art. 14).

    The ten years of residence that education asks for, and the year of care in one household, are for the fund.
    """
    frame = law.frameworks(history.opens_on).contribution
    months = {ground: Decimal(0) for ground in ExemptionGround}
    for span in history.spans:
        if ground := _GROUNDS.get(span.kind):
            months[ground] += Decimal(_days_within(span.period, frame)) / 30
    if law.exempt_by_prevention(
        education_months=months[ExemptionGround.EDUCATION],
        illness_months=months[ExemptionGround.ILLNESS],
        institution_months=months[ExemptionGround.INSTITUTION],
        ten_years_resident=True,
    ):
        # Education alone or together with others: the longer special waiting period, and half the flat amount.
        return (
            ExemptionGround.EDUCATION
            if months[ExemptionGround.EDUCATION]
            else max((ExemptionGround.ILLNESS, ExemptionGround.INSTITUTION), key=months.__getitem__)
        )
    if history.event_on and law.exempt_by_event(
        happened_on=history.event_on, opens_on=history.opens_on, domiciled=True
    ):
        return ExemptionGround.EVENT
    return None


def situation(
    history: History,
    *,
    born: datetime.date,
    child_under_25: bool,
    invalidity_40: bool,
    training: Training = Training.OTHER,
    supplements: int = 0,
) -> Situation:
    """What the claim says, as the rules of the entitlement take it.

    Exemption matters only to who has no twelve contribution months (LACI art. 13, 14).
    """
    frame = law.frameworks(history.opens_on).contribution
    months = law.contribution_months([job.period for job in history.jobs], within=frame).figure
    average_6, average_12 = averages(last_wages(history.jobs, opens_on=history.opens_on))
    return Situation(
        opens_on=history.opens_on,
        age=age_on(history.opens_on, born),
        child_under_25=child_under_25,
        invalidity_40=invalidity_40,
        contribution_months=months,
        average_6=average_6,
        average_12=average_12,
        ground=exemption(history) if months < LONG else None,
        training=training,
        supplements=supplements,
    )


def inside_a_job(span: Span, jobs: Iterable[Job]) -> bool:
    """Whether the whole time lies within one employment: then it was covered, and is no reason of LACI art. 14."""
    return any(job.period.start <= span.period.start and span.period.end <= job.period.end for job in jobs)


def withdrawable_until(filed_on: datetime.date) -> datetime.date:
    """The last day on which a claim can simply be taken back: the last of the month in which it was filed.

    The fund pays for a period during the following month (OACI art. 30), so nothing was paid yet. Later the person
    may still give up her benefit in writing (LPGA art. 23).
    """
    return following(month_of(filed_on)) - ONE_DAY


def is_covered(filed_on: datetime.date, today: datetime.date) -> bool:
    """Whether a claim was filed so recently that no new one is needed.

    One is needed at the start and after six months without benefit (OACI art. 29 para. 1); nobody can have been
    without benefit for six months less than six months after she claimed.
    """
    return today < months_later(filed_on, CLAIM_AGAIN_MONTHS)


_GROUNDS = {
    "education": ExemptionGround.EDUCATION,
    "illness": ExemptionGround.ILLNESS,
    "maternity": ExemptionGround.ILLNESS,
    "institution": ExemptionGround.INSTITUTION,
}


def _overlap(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end


def _days_within(period: Period, frame: Period) -> int:
    return max(0, (min(period.end, frame.end) - max(period.start, frame.start)).days)
