"""Forms in the person's own copy of her data, and in an erasure."""

from typing import Any

from django.db.models import Prefetch

from tandem.eservices.procedures.models import (
    Answer,
    AskedDocument,
    Attachment,
    Draft,
    Filing,
    FilingContent,
    HandedIn,
    TurnedDown,
)
from tandem.eservices.procedures.papers import is_turned_down


def export_drafts(person_id: int) -> list[dict[str, Any]]:
    """Every answer that was ever written, filed or not, with how it came about: that belongs to her."""
    rows = Answer.objects.filter(draft__person_id=person_id).select_related("draft").order_by("pk")
    return [
        {
            "procedure": row.draft.key,
            "subject": row.draft.subject,
            "question": row.field,
            "revision": row.revision,
            "answer": row.value,
            "capacity": row.capacity,
            "presence": row.presence,
            "written_at": row.written_at,
            "filed": row.draft.filing_id is not None,
        }
        for row in rows.iterator()
    ]


def export_filings(person_id: int) -> list[dict[str, Any]]:
    """All she filed, as it was sent, with the text she saw."""
    filings = (
        Filing.objects.of(person_id).select_related("receipt", "content", "withdrawal").order_by("filed_at", "pk")
    )
    documents = HandedIn.objects.select_related("asked", "receipt", "version", "turned_down").order_by("pk")
    return [
        {
            "receipt": filing.receipt.number,
            "withdrawn_at": filing.withdrawal.withdrawn_at if hasattr(filing, "withdrawal") else None,
            "payload": filing.content.payload if hasattr(filing, "content") else {},
            "text_seen": filing.content.text_seen if hasattr(filing, "content") else {},
            "authorship": filing.content.authorship if hasattr(filing, "content") else {},
            "documents": [_handed_in(row) for row in filing.handed_in.all()],
        }
        for filing in filings.order_by("filed_at", "pk").prefetch_related(Prefetch("handed_in", documents))
    ]


def export_attachments(person_id: int) -> list[dict[str, Any]]:
    """The documents of her drafts, filed or not; the PDFs are fetched from the pages."""
    rows = Attachment.objects.filter(draft__person_id=person_id).select_related("draft", "version").order_by("pk")
    return [
        {
            "procedure": row.draft.key,
            "subject": row.draft.subject,
            "kind": row.kind,
            "about": row.about,
            "sha256": row.version.sha256,
            "added_at": row.added_at,
            "capacity": row.capacity,
            "presence": row.presence,
        }
        for row in rows
    ]


def _handed_in(row: HandedIn) -> dict[str, Any]:
    return {
        "kind": row.asked.kind,
        "about": row.asked.about,
        "sha256": row.version.sha256,
        "added_at": row.added_at,
        "receipt": row.receipt.number if row.receipt else "",
        "turned_down": row.turned_down.reason if is_turned_down(row) else "",
    }


def erase_attachments(person_id: int) -> int:
    """They go before the drafts that they belong to."""
    return Attachment.objects.filter(draft__person_id=person_id).delete()[0]


def erase_drafts(person_id: int) -> int:
    """All answers go, with the drafts, filed or not."""
    return Draft.objects.of(person_id).delete()[0]


def erase_filings(person_id: int) -> int:
    """What was sent goes; that something was, when, and its fingerprint in the receipt stay as evidence.

    PostgreSQL allows it only once the time limit has passed since the file was closed (OACI 125).
    """
    of_person = {"filing__person_id": person_id}
    models = (TurnedDown, HandedIn, AskedDocument, FilingContent)
    return sum(model._default_manager.filter(**of_person).delete()[0] for model in models)
