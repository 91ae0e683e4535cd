"""What the monthly form knows before it asks: nobody enters twice what she, her employer or her office has said."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tandem.eservices.certificates.selectors import CERTIFICATES, earnings_certified
from tandem.eservices.declarations.models import FormOpening
from tandem.eservices.declarations.rules import clipped
from tandem.eservices.declarations.selectors import (
    FILED_BEFORE,
    NOTED,
    PAPERS_NOTED,
    REPORTED,
    measures_in,
    opening_among,
    openings_by_fund,
    papers_noted,
    reported_in,
)
from tandem.eservices.declarations.types import MONTHLY as MONTHLY_KEY
from tandem.eservices.procedures.selectors import answers_filed
from tandem.eservices.procedures.types import Context
from tandem.eservices.registration.selectors import REGISTERED, registered_answers
from tandem.foundation.beside import read
from tandem.foundation.months import following, preceding
from tandem.identity.access.types import Acting

# Source -> names of the questions that it answers; nobody is asked for what stands under a source without questions.
# Apart, so that a page which asks for one of them does not read the others.
CERTIFIED: Mapping[str, tuple[str, ...]] = {
    "declarations.worked": ("worked",),
    "declarations.certified_employers": ("certified_employers",),
}
EMPLOYERS: Mapping[str, tuple[str, ...]] = {"declarations.employers": ("employers",)}
BEFORE: Mapping[str, tuple[str, ...]] = {"declarations.workload": ("workload",)}
INCAPACITIES: Mapping[str, tuple[str, ...]] = {
    "declarations.incapable": ("incapable",),
    "declarations.incapacities": ("incapacities",),
}
MEASURES: Mapping[str, tuple[str, ...]] = {
    "declarations.in_measure": ("in_measure",),
    "declarations.measures": ("measures",),
}

PAPERS: Mapping[str, tuple[str, ...]] = {
    "declarations.papers_here": ("papers_here",),
    "declarations.papers_wanted": ("papers_wanted",),
}


def certified(file: Acting, context: Context) -> dict[str, Any]:
    found = earnings_certified(context.person_id, context.month)
    return {
        "declarations.certified_employers": [row.employer for row in found],
        "declarations.worked": True if found else None,
    }


def employers(file: Acting, context: Context) -> dict[str, Any]:
    """Two queries."""
    found = earnings_certified(context.person_id, context.month)
    return {"declarations.employers": _employers(found, _before(context)) or None}


def before(file: Acting, context: Context) -> dict[str, Any]:
    """As she said it for the month before; in the first month, as she said it when she registered."""
    workload = _before(context).get("workload") or registered_answers(file).get("wanted_workload")
    return {"declarations.workload": workload}


def spells(file: Acting, context: Context) -> dict[str, Any]:
    found = incapacities(context.person_id, context.month)
    return {"declarations.incapacities": found or None, "declarations.incapable": True if found else None}


def attended(file: Acting, context: Context) -> dict[str, Any]:
    found = measures(context.person_id, context.month)
    return {"declarations.measures": found or None, "declarations.in_measure": True if found else None}


def papers(file: Acting, context: Context) -> dict[str, Any]:
    """What the fund has noted of the papers of a month: which are here, and by when it wants the others, by kind and
    employer. Apart from the others: only a list of what is missing asks for it."""
    rows = papers_noted(context.person_id, context.month)
    return {
        "declarations.papers_here": frozenset((row.kind, row.about) for row in rows if row.received_on),
        "declarations.papers_wanted": {(row.kind, row.about): row.wanted_by for row in rows if row.wanted_by},
    }


# Where there is none of these rows each knows nothing.
SOURCES = (
    (CERTIFIED, certified, (CERTIFICATES,)),
    (EMPLOYERS, employers, (CERTIFICATES, FILED_BEFORE)),
    (BEFORE, before, (FILED_BEFORE, REGISTERED)),
    (INCAPACITIES, spells, (REPORTED,)),
    (MEASURES, attended, (NOTED,)),
    (PAPERS, papers, (PAPERS_NOTED,)),
)


def _before(context: Context) -> Mapping[str, Any]:
    """What she answered for the month before."""
    return answers_filed(context.person_id, key=MONTHLY_KEY, subject=f"{preceding(context.month):%Y-%m}")


def opens_on(file: Acting, context: Context) -> datetime.date:
    """From when the month's form is open. Apart from the others: a list of what is due asks for nothing else."""
    return openings([context])[0]


def opening_listed(rows: Iterable[str], context: Context) -> datetime.date:
    """The same from what was read with the person; no query."""
    return opening_among(read(FormOpening, rows), context.month)


def openings(contexts: Sequence[Context]) -> list[datetime.date]:
    """The same for many at once; one query."""
    wanted = [(context.fund_id, context.month) for context in contexts]
    found = openings_by_fund(wanted)
    return [found[one] for one in wanted]


def incapacities(person_id: int, month: datetime.date) -> list[dict[str, Any]]:
    """What she reported of this month: whole spells, cut to its days."""
    last = following(month) - datetime.timedelta(days=1)
    return [
        {**clipped(spell.from_day, spell.to_day, month, last), "reason": spell.reason, "degree": spell.degree}
        for spell in reported_in(person_id, month, last)
    ]


def measures(person_id: int, month: datetime.date) -> list[dict[str, Any]]:
    """The measures that the office noted, cut to the days of the month."""
    last = following(month) - datetime.timedelta(days=1)
    return [
        {"measure": row.name, **clipped(row.from_day, row.to_day, month, last)}
        for row in measures_in(person_id, month, last)
    ]


def _employers(certified: list[Any], before: Mapping[str, Any]) -> list[dict[str, Any]]:
    """With hours and wage where the employer has certified them, by name only where she named him last month."""
    rows = [
        {"employer": row.employer, "hours": Decimal(row.payload["hours"]), "gross": row.gross} for row in certified
    ]
    known = {row.employer.casefold() for row in certified}
    names = [row["employer"] for row in before.get("employers") or []]
    return rows + [{"employer": name, "hours": None, "gross": None} for name in names if name.casefold() not in known]
