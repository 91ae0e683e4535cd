import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Subquery

from tandem.eservices.certificates.selectors import certified_employers, employers_by_person
from tandem.eservices.declarations.enums import Asked
from tandem.eservices.declarations.models import AskedPaper, FormOpening, Incapacity, Measure
from tandem.eservices.declarations.rules import USUAL_OPENING, opening_day
from tandem.eservices.declarations.types import INCAPACITY, MONTHLY, MonthLine, PaperLine
from tandem.eservices.procedures.selectors import (
    all_of,
    documents_handed_in,
    documents_received,
    filings_that_count,
    received,
)
from tandem.eservices.procedures.types import Received, ReceivedDocument
from tandem.foundation.clock import day_of
from tandem.foundation.prepared import Rows, RowsAmong
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting


def openings_by_fund(
    wanted: Iterable[tuple[int | None, datetime.date]],
) -> dict[tuple[int | None, datetime.date], datetime.date]:
    """The first day on which a fund takes the form of a month: its exception, its rule or the usual day; one query."""
    asked = list(wanted)
    set_by: dict[int, list[FormOpening]] = defaultdict(list)
    # A fund has a rule, and an exception now and then: what it has for other months is not worth another question.
    for row in _OPENINGS.among({fund_id for fund_id, _month in asked if fund_id is not None}):
        set_by[row.fund_id].append(row)
    return {(fund_id, month): opening_among(set_by.get(fund_id or 0, ()), month) for fund_id, month in asked}


def opening_among(openings: Iterable[FormOpening], month: datetime.date) -> datetime.date:
    """The same from all that the fund has set."""
    set_for = {row.month: row for row in openings}
    row = set_for.get(month) or set_for.get(None)
    return (row and row.opens_on) or opening_day(month, (row and row.day) or USUAL_OPENING)


def all_openings() -> QuerySet[FormOpening]:
    return FormOpening.objects.order_by("pk")


# What the fund of a person has set, read with her (`people.registry.add_list`).
OPENINGS = "declarations.openings"
_OPENINGS = RowsAmong(lambda **whose: all_openings().filter(**whose), "fund_id")


def openings_of(fund_id: int) -> list[FormOpening]:
    """The rule and the exceptions of a fund, the rule first, then the latest month."""
    rows = FormOpening.objects.filter(fund_id=fund_id)
    return list(rows.order_by(F("month").desc(nulls_first=True), "pk"))


# Marks of a person (`people.registry.add_mark`): whether she has ever reported an incapacity, been on a measure, filed
# a month's form, been asked for a paper.
REPORTED, NOTED = "declarations.incapacities", "declarations.measures"
FILED_BEFORE, PAPERS_NOTED = "declarations.filed", "declarations.papers"
MARKS = {
    REPORTED: Incapacity.objects.all,
    NOTED: Measure.objects.all,
    FILED_BEFORE: lambda: all_of(MONTHLY),
    PAPERS_NOTED: AskedPaper.objects.all,
}

_REPORTED = Rows(
    lambda *, person_id, first, last: (
        Incapacity.objects.of(person_id)
        .filter(Q(to_day=None) | Q(to_day__gte=first), from_day__lte=last)
        .order_by("from_day", "pk")
    ),
    person_id=101,
    first=datetime.date(2001, 1, 1),
    last=datetime.date(2002, 2, 2),
)


def reported_in(person_id: int, first: datetime.date, last: datetime.date) -> list[Incapacity]:
    """The spells a person reported that touch these days (both included), by their first day."""
    return list(_REPORTED.all(person_id=person_id, first=first, last=last))


def incapacities_of(acting: Acting) -> list[Incapacity]:
    """All spells reported in the opened file, the latest first; for the person, her office and her fund."""
    return list(Incapacity.objects.of(acting.file(Purpose.INCAPACITY)).order_by("-from_day", "-pk"))


def measures_in(person_id: int, first: datetime.date, last: datetime.date) -> list[Measure]:
    """The measures that touch these days (both included), by their first day."""
    rows = Measure.objects.of(person_id).filter(removed_at=None, to_day__gte=first, from_day__lte=last)
    return list(rows.order_by("from_day", "pk"))


def measures_of(acting: Acting) -> list[Measure]:
    """All measures noted in the opened file, the latest first."""
    rows = Measure.objects.of(acting.file(Purpose.PERSONAL_DATA)).filter(removed_at=None)
    return list(rows.select_related("office").order_by("-from_day", "-pk"))


def month_lines(acting: Acting, person_ids: Iterable[int], month: datetime.date) -> dict[int, MonthLine]:
    """What a fund knows of one month of its insured persons; four queries, whatever their number.

    A count opens no file. Raises Hidden for others than fund officers.
    """
    if acting.capacity is not Capacity.FUND_OFFICER:
        raise Hidden
    ids = list(person_ids)
    filings = filings_that_count(ids, key=MONTHLY, subject=f"{month:%Y-%m}")
    certified = employers_by_person(filings, month)
    filed = [line.filing_id for line in filings.values()]
    came = documents_handed_in(filed)
    missing: Counter[int] = Counter()
    rows = AskedPaper.objects.filter(filing_id__in=filed, received_on=None).order_by("pk")
    for person_id, filing_id, kind, about in rows.values_list("person_id", "filing_id", "kind", "about"):
        if (filing_id, kind, about) not in came and not _is_certified(kind, about, certified.get(person_id, ())):
            missing[person_id] += 1
    return {
        person_id: MonthLine(
            filing=filings.get(person_id), missing=missing[person_id], certified=len(certified.get(person_id, ()))
        )
        for person_id in ids
    }


def forms_received(acting: Acting, month: datetime.date) -> list[Received]:
    """The monthly form and its corrections as the fund reads them, the latest first."""
    return received(acting, key=MONTHLY, subject=f"{month:%Y-%m}")


def papers_of(acting: Acting, month: datetime.date) -> list[PaperLine]:
    """The papers that the form of a month asks for, missing ones first; three queries beside the filing's."""
    person_id = acting.file(Purpose.MONTHLY_FORM)
    filing = filings_that_count([person_id], key=MONTHLY, subject=f"{month:%Y-%m}").get(person_id)
    if filing is None:
        return []
    employers, came = certified_employers(person_id, month), documents_received([filing.filing_id])
    lines = [
        PaperLine(
            paper_id=row.pk,
            kind=Asked(row.kind),
            about=row.about,
            received_on=row.received_on,
            certified=_is_certified(row.kind, row.about, employers),
            handed_in_on=_last_day(came.get((row.filing_id, row.kind, row.about), [])),
            wanted_by=row.wanted_by,
            handed_in=tuple(came.get((row.filing_id, row.kind, row.about), ())),
        )
        for row in AskedPaper.objects.filter(filing_id=filing.filing_id).order_by("pk")
    ]
    return sorted(lines, key=lambda line: line.is_here)


def papers_with_a_limit(person_ids: Iterable[int], *, since: datetime.date) -> list[tuple[AskedPaper, bool]]:
    """The papers that the fund wants by a day, of filings that count, each with whether it is here. For the house's
    own use: it opens no file. Without such papers one query, else two and one for each month."""
    wanted = AskedPaper.objects.filter(
        person_id__in=list(person_ids),
        wanted_by__gte=since,
        filing__withdrawal=None,
        filing__corrected_by=None,
    )
    rows = list(wanted.select_related("filing__receipt").order_by("filing_id", "pk"))
    if not rows:
        return []
    came = documents_handed_in({row.filing_id for row in rows})
    people_of: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        people_of[row.filing.subject].add(row.person_id)
    certified = {
        subject: employers_by_person(people, datetime.date.fromisoformat(f"{subject}-01"))
        for subject, people in people_of.items()
    }
    return [
        (
            row,
            row.received_on is not None
            or (row.filing_id, row.kind, row.about) in came
            or _is_certified(row.kind, row.about, certified[row.filing.subject].get(row.person_id, ())),
        )
        for row in rows
    ]


def papers_noted(person_id: int, month: datetime.date) -> list[AskedPaper]:
    """What the form of a month that counts asks for, with what the fund has noted of each; one query."""
    return list(_PAPERS.all(person_id=person_id, subject=f"{month:%Y-%m}"))


def _papers(**whose: Any) -> QuerySet[AskedPaper]:
    that_counts = all_of(MONTHLY).filter(withdrawal=None, **whose).order_by("-sequence").values("pk")[:1]
    return AskedPaper.objects.filter(filing_id=Subquery(that_counts)).order_by("pk")


_PAPERS = Rows(_papers, person_id=101, subject="subject")


def notices_received(acting: Acting) -> list[Received]:
    """The notices of incapacity as office and fund read them, the latest first."""
    return received(acting, key=INCAPACITY)


def _last_day(came: Iterable[ReceivedDocument]) -> datetime.date | None:
    return max((day_of(one.added_at) for one in came if not one.turned_down), default=None)


def _is_certified(kind: str, about: str, employers: Iterable[str]) -> bool:
    return kind == Asked.EARNINGS_CERTIFICATE and about.casefold() in {name.casefold() for name in employers}
