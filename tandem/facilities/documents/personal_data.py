"""Documents in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.facilities.documents.models import Document, Version
from tandem.foundation import clock
from tandem.foundation.queue import enqueue_on_commit


def export(person_id: int) -> list[dict[str, Any]]:
    """Every version with its fingerprint; the PDFs themselves are fetched from the list of documents."""
    rows = Version.objects.filter(document__person_id=person_id).select_related("document")
    return [
        {
            "title": row.document.title,
            "kind": row.document.kind,
            "number": row.number,
            "pages": row.pages,
            "size": row.size,
            "sha256": row.sha256,
            "added_at": row.added_at,
            "scanned_at": row.scanned_at,
            "removed_at": row.document.removed_at,
            "emptied_at": row.emptied_at,
        }
        for row in rows.order_by("document__created_at", "document_id", "number").iterator()
    ]


def erase(person_id: int) -> int:
    """Names and contents go, sent or not. That there was a document, when, and its fingerprint stay as evidence."""
    now = clock.now()
    full = Version.objects.filter(document__person_id=person_id, emptied_at=None)
    if ids := [str(pk) for pk in full.order_by("pk").values_list("pk", flat=True)]:
        full.update(emptied_at=now)
        enqueue_on_commit("documents.destroy", version_ids=ids)
    named = Document.objects.filter(person_id=person_id).exclude(title="")
    return len(ids) + named.filter(removed_at=None).update(title="", removed_at=now) + named.update(title="")
