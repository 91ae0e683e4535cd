"""The list of what stood in the file before, in the person's own copy of her data and in an erasure."""

from typing import Any

from tandem.identity.activation.models import PriorEntry


def export(person_id: int) -> list[dict[str, Any]]:
    columns = (
        "heading",
        "text",
        "language",
        "written_at",
        "listed_at",
        "verdict",
        "said_at",
        "reason",
        "answer",
        "answered_at",
    )
    return list(PriorEntry.objects.of(person_id).order_by("pk").values(*columns))


def erase(person_id: int) -> int:
    """All rows go: they repeat what stands elsewhere. That she answered stays in the ledger."""
    return PriorEntry.objects.of(person_id).delete()[0]
