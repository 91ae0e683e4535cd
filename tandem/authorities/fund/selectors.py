"""Questions of the fund's desk. What somebody has begun and not filed is not among the answers."""

import datetime
from collections.abc import Callable

from tandem.authorities.fund.enums import MonthState, Show
from tandem.authorities.fund.models import CheckedForm
from tandem.authorities.fund.types import Line, Month, Opening
from tandem.eservices.declarations.rules import USUAL_OPENING, last_day
from tandem.eservices.declarations.selectors import month_lines, openings_of
from tandem.eservices.declarations.types import MonthLine
from tandem.foundation.clock import day_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import insured_persons

_BELONGS: dict[Show, Callable[[Line], bool]] = {
    Show.ALL: lambda _line: True,
    Show.TO_CHECK: lambda line: line.state is MonthState.TO_CHECK,
    Show.PAPERS: lambda line: line.month.missing > 0,
    Show.WAITING: lambda line: line.state is MonthState.WAITING,
    Show.LATE: lambda line: line.is_late,
    Show.CHECKED: lambda line: line.state is MonthState.CHECKED,
}


def insured_in(acting: Acting, *, month: datetime.date, show: Show, now: datetime.datetime) -> Month:
    """The insured persons of the officer's fund for one control period; five queries, whatever their number.

    Raises Hidden for whoever is not a fund officer.
    """
    persons = insured_persons(acting)
    known = month_lines(acting, (person.person_id for person in persons), month)
    filed = [line.filing.filing_id for line in known.values() if line.filing]
    checked = set(CheckedForm.objects.filter(filing_id__in=filed).order_by().values_list("filing_id", flat=True))
    ends = last_day(month)
    lines = [
        Line(person, known[person.person_id], _state(known[person.person_id], checked, has_ended=day_of(now) > ends))
        for person in persons
    ]
    return Month(
        month=month,
        last_day=ends,
        show=show,
        lines=list(filter(_BELONGS[show], lines)),
        counts={part: sum(map(belongs, lines)) for part, belongs in _BELONGS.items()},
    )


def check_of(acting: Acting, filing_id: int) -> CheckedForm | None:
    """Who has checked one filing of the opened file, and when."""
    rows = CheckedForm.objects.filter(person_id=acting.file(Purpose.MONTHLY_FORM), filing_id=filing_id)
    return rows.select_related("checked_by").first()


def opening(acting: Acting) -> Opening:
    """From when on the officer's fund takes the form. Raises Hidden for others."""
    if acting.capacity is not Capacity.FUND_OFFICER or acting.organisation_id is None:
        raise Hidden
    rows = openings_of(acting.organisation_id)
    day = next((row.day for row in rows if row.month is None), None)
    return Opening(
        day=day or USUAL_OPENING,
        is_usual=day is None,
        exceptions=[(row.month, row.opens_on) for row in rows if row.month and row.opens_on],
    )


def _state(month: MonthLine, checked: set[int], *, has_ended: bool) -> MonthState:
    if month.filing is None:
        return MonthState.LAPSED if has_ended else MonthState.WAITING
    return MonthState.CHECKED if month.filing.filing_id in checked else MonthState.TO_CHECK
