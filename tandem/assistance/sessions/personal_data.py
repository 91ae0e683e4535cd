"""Assisted sessions in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.assistance.sessions.enums import EndReason
from tandem.assistance.sessions.models import AssistedSession
from tandem.assistance.sessions.steps import end_at_once
from tandem.foundation.clock import now


def export(person_id: int) -> list[dict[str, Any]]:
    """Every session with its helper, and what the helper said beside her questions; the oldest first."""
    rows = (
        AssistedSession.objects.filter(person_id=person_id)
        .select_related("helper", "organisation")
        .prefetch_related("marks")
        .order_by("pk")
    )
    return [
        {
            "way": row.way,
            "areas": row.areas,
            "helper": row.helper.name if row.helper else None,
            "structure": row.organisation.name if row.organisation else None,
            "opened_at": row.opened_at,
            "started_at": row.started_at,
            "ended_at": row.ended_at,
            "end_reason": row.end_reason,
            "texts": [
                {"question": mark.field, "text": mark.words, "answer": mark.answer, "at": mark.made_at}
                for mark in sorted(row.marks.all(), key=lambda mark: mark.pk)
            ],
        }
        for row in rows
    ]


def erase(person_id: int) -> int:
    """End what is open, then remove all. That somebody acted together with her stays in the ledger."""
    for session in AssistedSession.objects.open().filter(person_id=person_id).order_by("pk"):
        end_at_once(session, EndReason.ERASED, now=now())
    return AssistedSession.objects.filter(person_id=person_id).delete()[1].get("assisted.AssistedSession", 0)
