"""Which documents belong to a form, what there is of each, and what is written of them when it is filed."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from tandem.eservices.procedures.enums import Recipient, Standing
from tandem.eservices.procedures.models import AskedDocument, Attachment, Filing, HandedIn
from tandem.eservices.procedures.types import Answers, Context, DocumentAsked, Paper, Procedure
from tandem.facilities.documents.enums import Scan
from tandem.facilities.documents.selectors import facts_of
from tandem.facilities.documents.types import VersionFacts
from tandem.foundation.clock import day_of
from tandem.foundation.prepared import Rows
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import Acting

_DESKS = {Capacity.COUNSELLOR: Recipient.OFFICE, Capacity.FUND_OFFICER: Recipient.FUND}


def asked_by(procedure: Procedure, answers: Answers) -> tuple[DocumentAsked, ...]:
    """What these answers ask for, each once, in the order of the pages. Asks no database."""
    found: dict[str, DocumentAsked] = {}
    for step in procedure.steps_for(answers):
        for asked in step.documents(answers) if step.documents else ():
            found.setdefault(asked.mark, asked)
    return tuple(found.values())


def of_draft(
    draft_id: int, asked: Iterable[DocumentAsked], procedure: Procedure, context: Context
) -> tuple[Paper, ...]:
    """Each with its files; one query. A document that the person has deleted meanwhile does not count."""
    files: dict[str, list[Attachment]] = defaultdict(list)
    for row in _ATTACHED.all(draft_id=draft_id):
        files[DocumentAsked(kind=row.kind, about=row.about, sentence="").mark].append(row)
    return tuple(
        Paper(
            asked=one,
            files=tuple(facts_of(row.version) for row in files[one.mark]),
            attached=tuple(files[one.mark]),
            is_there=not files[one.mark] and is_there(one, procedure, context),
        )
        for one in asked
    )


def _attached(*, draft_id: int) -> QuerySet[Attachment]:
    there = {"version__document__removed_at": None, "version__emptied_at": None}
    rows = Attachment.objects.filter(draft_id=draft_id, **there).select_related("version__document")
    return rows.order_by("pk")


_ATTACHED = Rows(_attached, draft_id=101)


def is_there(asked: DocumentAsked, procedure: Procedure, context: Context) -> bool:
    """Whether the feature has it from somebody else."""
    return procedure.satisfied is not None and procedure.satisfied(asked, context)


def wanted_by(asked: DocumentAsked, procedure: Procedure, context: Context) -> datetime.date | None:
    """By which day whoever waits for it wants it, where somebody has said so."""
    return procedure.wanted_by(asked, context) if procedure.wanted_by is not None else None


def write(filing: Filing, papers: Sequence[Paper]) -> None:
    """Keep with a filing what it asked for, and what came with it."""
    rows = [
        AskedDocument(
            filing=filing,
            kind=paper.asked.kind,
            about=paper.asked.about,
            sentence=str(paper.asked.sentence),
            required=paper.asked.required,
            standing=paper.standing,
        )
        for paper in papers
    ]
    AskedDocument.objects.bulk_create(rows)
    HandedIn.objects.bulk_create(
        HandedIn(
            filing=filing,
            asked=asked,
            version_id=row.version_id,
            added_at=row.added_at,
            added_by_id=row.added_by_id,
            capacity=row.capacity,
            presence=row.presence,
        )
        for asked, paper in zip(rows, papers, strict=True)
        for row in paper.attached
    )


def as_payload(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """The documents of a filing as its recipient reads them: plain JSON, under stable words."""
    return [
        {
            "kind": str(paper.asked.kind),
            "about": paper.asked.about,
            "required": paper.asked.required,
            "standing": paper.standing.value,
            "files": [file_facts(file) for file in paper.files],
        }
        for paper in papers
    ]


def file_facts(file: VersionFacts) -> dict[str, Any]:
    return {"title": file.title, "pages": file.pages, "sha256": file.sha256, "version": str(file.id)}


def of_filing(filing: Filing) -> list[AskedDocument]:
    """What a filing asked for, each with what was handed in, in order; one query where nothing was, two otherwise."""
    came = HandedIn.objects.select_related("version__document", "receipt", "turned_down").order_by("pk")
    rows = list(_ASKED.all(filing_id=filing.pk))
    for row in rows:
        row.filing = filing
    has_come = any(row.has_come for row in rows)  # type: ignore[attr-defined]
    prefetch_related_objects(rows, Prefetch("handed_in", came if has_come else came.none()))
    return rows


def _asked(*, filing_id: int) -> QuerySet[AskedDocument]:
    came = HandedIn.objects.filter(asked_id=OuterRef("pk"))
    return AskedDocument.objects.filter(filing_id=filing_id).annotate(has_come=Exists(came)).order_by("pk")


_ASKED = Rows(_asked, filing_id=101)


def is_outstanding(row: AskedDocument) -> bool:
    """Whether it was required and has not come; what has a virus, or was turned down, has not come."""
    good = [one for one in row.handed_in.all() if one.version.scan != Scan.INFECTED and not is_turned_down(one)]
    return not good and row.required and row.standing != Standing.THERE


def is_turned_down(row: HandedIn) -> bool:
    return hasattr(row, "turned_down")


def _that_counts() -> QuerySet[HandedIn]:
    return HandedIn.objects.filter(turned_down=None).exclude(version__scan=Scan.INFECTED)


def handed_in(filing_ids: Iterable[int]) -> dict[tuple[int, str, str], datetime.date]:
    """On which day each (filing, kind, about) came, with the filing or later; not what has a virus or was turned down.

    One query.
    """
    rows = _that_counts().filter(filing_id__in=list(filing_ids))
    columns = rows.order_by("-added_at", "-pk").values_list("filing_id", "asked__kind", "asked__about", "added_at")
    return {(filing_id, kind, about): day_of(added_at) for filing_id, kind, about, added_at in columns}


def outstanding(person_id: int) -> Mapping[int, list[DocumentAsked]]:
    """What is still to bring, by filing, of filings that count; one query."""
    found: dict[int, list[DocumentAsked]] = defaultdict(list)
    for row in all_outstanding().filter(filing__person_id=person_id).order_by("pk"):
        found[row.filing_id].append(row.asked)
    return found


def all_outstanding() -> QuerySet[AskedDocument]:
    """Whoever's: for a first glance at somebody's."""
    that_count = AskedDocument.objects.filter(required=True, filing__withdrawal=None, filing__corrected_by=None)
    return that_count.exclude(standing=Standing.THERE).exclude(pk__in=_that_counts().values("asked_id"))


def was_handed_in_to(acting: Acting, version_id: uuid.UUID) -> bool:
    """Whether the desk that asks has received this version with a form or after it: what opens a document to it."""
    desk = _DESKS.get(acting.capacity)
    if desk is None:
        return False
    return HandedIn.objects.filter(
        version_id=version_id,
        filing__person_id=acting.file(),
        filing__content__payload__recipient__in=[desk.value, Recipient.OFFICE_AND_FUND.value],
    ).exists()


def were_handed_in(version_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these versions that a filing holds: their content is kept."""
    rows = HandedIn.objects.filter(version_id__in=list(version_ids)).order_by("version_id")
    return set(rows.values_list("version_id", flat=True))


def attach_again(filing: Filing, draft_id: int) -> None:
    """What was handed in belongs to the correction, too; what was turned down does not."""
    rows = HandedIn.objects.filter(filing=filing, turned_down=None).select_related("asked").order_by("pk")
    Attachment.objects.bulk_create(
        Attachment(
            draft_id=draft_id,
            kind=row.asked.kind,
            about=row.asked.about,
            version_id=row.version_id,
            added_at=row.added_at,
            added_by_id=row.added_by_id,
            capacity=row.capacity,
            presence=row.presence,
        )
        for row in rows
    )
