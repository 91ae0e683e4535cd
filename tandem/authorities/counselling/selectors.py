"""Questions of the counsellor's desk. What somebody noted and did not file is not among the answers."""

import collections
import datetime
from collections.abc import Callable
from typing import Any

from tandem.authorities.counselling.enums import Show, Sort
from tandem.authorities.counselling.types import Caseload, ContestedEntry, File, NewRegistration
from tandem.eservices.efforts.enums import PeriodState, TargetSource
from tandem.eservices.efforts.selectors import filing_summaries
from tandem.eservices.registration.selectors import last_days, of_office
from tandem.identity.access.types import Acting
from tandem.identity.activation.selectors import waiting_for_answer
from tandem.identity.people import selectors as people
from tandem.identity.people.types import PersonSummary

_BELONGS: dict[Show, Callable[[File], bool]] = {
    Show.ALL: lambda _file: True,
    Show.FILED: lambda file: file.filing.state is PeriodState.FILED,
    Show.WAITING: lambda file: file.filing.state in {PeriodState.OPEN, PeriodState.DUE_SOON},
    Show.LATE: lambda file: file.filing.state is PeriodState.LATE,
    Show.ENDED: lambda _file: False,  # those of before this month
    Show.NO_AGREEMENT: lambda file: file.filing.target.source is TargetSource.USUAL,
}
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)
# The list comes by name; a stable sort keeps that order among equals.
_ORDER: dict[Sort, Callable[[File], Any]] = {
    Sort.NAME: lambda file: _name(file.person),
    Sort.DUE: lambda file: file.filing.due_on,
    Sort.FILED_AT: lambda file: file.filing.filed_at or _LAST,
    Sort.NUMBER: lambda file: file.filing.number,
}


def caseload(acting: Acting, *, month: datetime.date, show: Show, sort: Sort, now: datetime.datetime) -> Caseload:
    """The files of this counsellor for one control period; the number of queries does not depend on their number.

    Whose registration ended before it stands apart: her file stays open to the counsellor, for her last forms.

    Raises Hidden for whoever is not a counsellor.
    """
    persons = people.caseload(acting, now)
    filings = filing_summaries(acting, {person.person_id: person.canton for person in persons}, month, now=now)
    ended = last_days(filings)
    names = collections.Counter(map(_name, persons))
    files = [
        File(person, filings[person.person_id], ended.get(person.person_id), names[_name(person)] > 1)
        for person in persons
    ]
    over = [file for file in files if file.is_over_in(month)]
    present = {
        part: over if part is Show.ENDED else [file for file in files if file not in over and belongs(file)]
        for part, belongs in _BELONGS.items()
    }
    return Caseload(
        month=month,
        show=show,
        sort=sort,
        files=sorted(present[show], key=_ORDER[sort]),
        counts={part: len(found) for part, found in present.items()},
    )


def _name(person: PersonSummary) -> tuple[str, str]:
    return (person.family_name.casefold(), person.given_name.casefold())


def contested_entries(acting: Acting, *, now: datetime.datetime) -> list[ContestedEntry]:
    """What persons of this counsellor contest and nobody has answered, the oldest first. Raises Hidden for others."""
    persons = {person.person_id: person for person in people.caseload(acting, now)}
    return [
        ContestedEntry(row.pk, persons[row.person_id], row.heading, row.said_at)
        for row in waiting_for_answer(persons)
        if row.said_at
    ]


def new_registrations(acting: Acting, *, now: datetime.datetime) -> list[NewRegistration]:
    """Who registered at the counsellor's office and waits for the first interview; three queries. Raises Hidden."""
    own = {person.person_id for person in people.caseload(acting, now)}
    return [NewRegistration(line, line.person_id in own) for line in of_office(acting, now=now)]
