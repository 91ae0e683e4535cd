"""Forms in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.procedures.models import Answer, Draft, Filing, FilingContent


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
    return [
        {
            "receipt": filing.receipt.number,
            "withdrawn_at": filing.withdrawal.withdrawn_at if hasattr(filing, "withdrawal") else None,
            "payload": filing.content.payload if hasattr(filing, "content") else {},
            "text_seen": filing.content.text_seen if hasattr(filing, "content") else {},
            "authorship": filing.content.authorship if hasattr(filing, "content") else {},
        }
        for filing in filings
    ]


def erase_drafts(person_id: int) -> int:
    """All answers go, with the drafts, filed or not."""
    return Draft.objects.of(person_id).delete()[0]


def erase_filings(person_id: int) -> int:
    """What was sent goes; that something was, when, and its fingerprint in the receipt stay as evidence.

    PostgreSQL allows it only once the time limit has passed since the file was closed (OACI 125).
    """
    return FilingContent.objects.filter(filing__person_id=person_id).delete()[0]
