"""Recoveries in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.identity.recovery.models import Recovery

_HANDED_OUT = ("document", "state", "begun_at", "ready_at", "lapses_at", "ended_at")


def export(person_id: int) -> list[dict[str, Any]]:
    rows = Recovery.objects.filter(person_id=person_id).select_related("office", "begun_by").order_by("pk")
    return [
        {
            **{name: getattr(row, name) for name in _HANDED_OUT},
            "office": row.office.name,
            "document_seen_by": row.begun_by.name,
        }
        for row in rows
    ]


def erase(person_id: int) -> int:
    """They hold no name and no number of a document. They go with the account's ways in; the ledger keeps the acts."""
    return Recovery.objects.filter(person_id=person_id).delete()[0]
