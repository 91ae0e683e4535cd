"""What the homes show: questions to several features at once."""

import dataclasses
import datetime
from typing import Any

from tandem.authorities.fund.enums import Show
from tandem.authorities.fund.selectors import insured_in
from tandem.authorities.fund.types import Month
from tandem.eservices.declarations.rules import MONTHS_TO_CLAIM
from tandem.eservices.efforts.enums import PeriodState
from tandem.eservices.efforts.selectors import filing_summaries, months_of
from tandem.eservices.efforts.types import MonthSummary
from tandem.eservices.procedures.selectors import to_bring
from tandem.eservices.registration.selectors import last_days, of_office
from tandem.foundation.clock import day_of
from tandem.foundation.months import month_of, months_later, preceding
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.activation.selectors import number_open, waiting_for_answer
from tandem.identity.people.selectors import caseload


@dataclasses.dataclass(frozen=True, slots=True)
class Duties:
    """A counsellor's day: how many of her files are in which state for the month that is due."""

    month: datetime.date
    files: int
    filed: int
    late: int
    waiting: int
    contested: int
    registrations: int
    interviews_late: int


@dataclasses.dataclass(frozen=True, slots=True)
class FundDuties:
    """An officer's day: the forms of last month, and the month whose time limit passes next."""

    month: Month
    lapsing: Month


def fund_duties(acting: Acting, *, now: datetime.datetime) -> FundDuties:
    """Ten queries, whatever the number of insured persons. Raises Hidden for others than fund officers."""
    this_month = month_of(day_of(now))
    return FundDuties(
        month=insured_in(acting, month=preceding(this_month), show=Show.ALL, now=now),
        lapsing=insured_in(acting, month=months_later(this_month, -MONTHS_TO_CLAIM), show=Show.ALL, now=now),
    )


def person_home(acting: Acting, *, now: datetime.datetime) -> dict[str, Any]:
    """What waits for a jobseeker today: her months, entries that others wrote before she came, papers to bring."""
    personal = open_own_file(acting, Purpose.PERSONAL_DATA, now=now)
    return {
        "months": months_to_show(acting, now=now),
        "open_entries": number_open(personal),
        "to_bring": to_bring(acting, now=now),
    }


def months_to_show(acting: Acting, *, now: datetime.datetime) -> list[MonthSummary]:
    """What a jobseeker has to think of today: an unfiled last month first, then this one."""
    file = open_own_file(acting, Purpose.EFFORTS, now=now)
    this_month = month_of(day_of(now))
    months = {summary.month: summary for summary in months_of(file, now=now)}
    last = months.get(preceding(this_month))
    first = [last] if last and last.state not in {PeriodState.FILED, PeriodState.EXEMPT} else []
    return [*first, months[this_month]]


def duties(acting: Acting, *, now: datetime.datetime) -> Duties:
    """The month whose proofs are due now or were due last. Raises Hidden for others than counsellors."""
    month = preceding(month_of(day_of(now)))
    people = caseload(acting, now)
    over = {person_id for person_id, day in last_days(person.person_id for person in people).items() if day < month}
    cantons = {person.person_id: person.canton for person in people if person.person_id not in over}
    found = filing_summaries(acting, cantons, month, now=now)
    registered = of_office(acting, now=now)
    states = [summary.state for summary in found.values()]
    return Duties(
        month=month,
        files=len(found),
        filed=states.count(PeriodState.FILED),
        late=states.count(PeriodState.LATE),
        waiting=states.count(PeriodState.OPEN) + states.count(PeriodState.DUE_SOON),
        registrations=sum(line.interview_at is None for line in registered),
        interviews_late=sum(line.is_late for line in registered),
        contested=len(waiting_for_answer(person.person_id for person in people)),
    )
