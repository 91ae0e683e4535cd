"""The documents that belong to a filing."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping

from tandem.eservices.procedures import papers, registry
from tandem.eservices.procedures.models import AskedDocument, Filing, HandedIn
from tandem.eservices.procedures.selectors.filed import answers_of
from tandem.eservices.procedures.sheet import context_of, open_form_file
from tandem.eservices.procedures.types import DocumentAsked
from tandem.eservices.procedures.wording import HAND_IN
from tandem.facilities.receipts.selectors import shown
from tandem.facilities.receipts.types import Shown
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Answer as Answered
from tandem.identity.access.enums import Purpose
from tandem.identity.access.selectors import permit
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary


@dataclasses.dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a filing. `there`: ids of those that came from somebody else meanwhile; `wanted`: by which day
    those are wanted of which somebody has said so."""

    rows: tuple[AskedDocument, ...]
    there: frozenset[int]
    wanted: Mapping[int, datetime.date]
    may_hand_in: bool
    # Nothing has taken the place of the filing: with her signature more may be handed in.
    is_last: bool


def documents_asked(filing: Filing) -> tuple[DocumentAsked, ...]:
    """The papers that the answers of a filing ask for; none once the time limit has passed."""
    answers = answers_of(filing)
    procedure = registry.get(filing.key, filing.version)
    return tuple(
        asked
        for step in procedure.steps_for(answers)
        if answers and step.documents
        for asked in step.documents(answers)
    )


def documents_of(file: Acting, filing: Filing, *, now: datetime.datetime) -> Documents:
    """What a filing asked for, what has come of it, and whether more may still be handed in today.

    No query where nothing was asked for, of a filing that `filing_of` gave.
    """
    rows = papers.of_filing(filing) if getattr(filing, "asked_for", True) else []
    try:
        procedure = registry.get(filing.key, filing.version)
    except LookupError:
        procedure = None
    is_last = not hasattr(filing, "withdrawal") and not hasattr(filing, "corrected_by")
    there, wanted = set(), {}
    if procedure is not None and any(map(papers.is_outstanding, rows)):
        context = context_of(file, procedure, person_summary(file), subject=filing.subject, now=now)
        there = {row.pk for row in rows if papers.is_there(row.asked, procedure, context)}
        days = {row.pk: papers.wanted_by(row.asked, procedure, context) for row in rows if papers.is_outstanding(row)}
        wanted = {pk: day for pk, day in days.items() if day is not None and pk not in there and is_last}
    return Documents(
        rows=tuple(rows),
        there=frozenset(there),
        wanted=wanted,
        is_last=is_last,
        may_hand_in=is_last and permit(file, HAND_IN) is Answered.ALLOWED,
    )


def documents_handed_in(filing_ids: Iterable[int]) -> Mapping[tuple[int, str, str], datetime.date]:
    """On which day each (filing, kind, about) came in, here, with the filing or later; what holds a virus did not.

    One query. For a feature that keeps a list of its own of what is missing, and for a desk's list: opens no file.
    """
    return papers.handed_in(filing_ids)


def handed_in_of(acting: Acting, number: str, *, now: datetime.datetime) -> tuple[Acting, HandedIn, Shown]:
    """What was handed in under a receipt of its own, with the opened file and that receipt. Raises Hidden."""
    rows = HandedIn.objects.select_related("receipt", "asked", "filing__receipt", "version__document")
    found = rows.filter(receipt__number=number).first()
    if found is None or found.receipt is None:
        raise Hidden
    file = open_form_file(acting, found.filing.person_id, Purpose(found.filing.purpose), now=now)
    return file, found, shown(found.receipt)
