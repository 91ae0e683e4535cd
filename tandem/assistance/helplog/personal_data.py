"""Notes about help in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.assistance.helplog.models import Note


def export(person_id: int) -> list[dict[str, Any]]:
    """All notes about help to her, the oldest first."""
    rows = Note.objects.of(person_id).select_related("helper", "structure", "stood_in_for")
    return [
        {
            "helped_on": row.helped_on,
            "helper": row.helper.name,
            "structure": row.structure.name if row.structure else None,
            "stood_in_for": row.stood_in_for.name if row.stood_in_for else None,
            "theme": row.theme,
            "level": row.level,
            "place": row.place,
            "source": row.source,
            "noted_at": row.noted_at,
            "contested_at": row.contested_at,
            "contest": row.contest,
            "answer": row.answer,
        }
        for row in rows.order_by("helped_on", "pk")
    ]


def erase(person_id: int) -> int:
    """All go: a structure's count names nobody and needs none of them."""
    return Note.objects.of(person_id).delete()[0]
