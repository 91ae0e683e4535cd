"""Second looks in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.assistance.second_look.models import Look


def export(person_id: int) -> list[dict[str, Any]]:
    """What she let somebody read, who looked, what was said; a link's code is kept nowhere."""
    rows = Look.objects.of(person_id).select_related("helper").prefetch_related("comments").order_by("asked_at", "pk")
    return [
        {
            "way": row.way,
            "asked_at": row.asked_at,
            "opened_at": row.opened_at,
            "answered_at": row.answered_at,
            "helper": row.helper.name if row.helper else row.reader,
            "wish": row.wish,
            "text": row.copied.as_json(),
            "sha256": row.snapshot_hash,
            "answer": row.verdict,
            "words": row.words,
            "texts": {comment.mark: comment.text for comment in sorted(row.comments.all(), key=lambda one: one.pk)},
        }
        for row in rows
    ]


def erase(person_id: int) -> int:
    """All of it goes: what was sent has its own receipt, and the ledger says who looked."""
    return Look.objects.of(person_id).delete()[0]
