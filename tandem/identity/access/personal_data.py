"""The ledger in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.identity.access import heads
from tandem.identity.access.models import Contest, LedgerEntry


def export(person_id: int) -> list[dict[str, Any]]:
    """All rows of her chain, oldest first, with the hashes as hexadecimal text: she can verify them herself."""
    rows = LedgerEntry.objects.filter(person_id=person_id).order_by("sequence")
    return [
        {**row.facts(), "previous_hash": bytes(row.previous_hash).hex(), "hash": bytes(row.hash).hex()} for row in rows
    ]


def export_proof(person_id: int) -> list[dict[str, Any]]:
    """How the newest daily head covers her chain: with a copy of that head she needs to believe nobody."""
    proof = heads.proof_of(person_id)
    if proof is None:
        return []
    return [
        {
            "day": proof.day,
            "person_id": person_id,
            "sequence": proof.sequence,
            "hash": proof.row_hash.hex(),
            "path": [[side, neighbour.hex()] for side, neighbour in proof.path],
            "root": proof.root().hex(),
        }
    ]


def keep_as_evidence(person_id: int) -> int:
    """0: nothing is removed.

    A row holds ids and words of the law, never a name. It stays as evidence (DSV/OPDo 4) and means nobody any more
    once the person's own row has lost its names.
    """
    return 0


def export_contests(person_id: int) -> list[dict[str, Any]]:
    """What she contested, and what was answered."""
    rows = Contest.objects.filter(entry__person_id=person_id).select_related("entry").order_by("pk")
    return [
        {
            "visit": row.entry.at,
            "reason": row.reason,
            "contested_at": row.contested_at,
            "answer": row.answer,
            "answered_at": row.answered_at,
        }
        for row in rows
    ]


def erase_contests(person_id: int) -> int:
    """Her sentences and their answers may name her: they go. That she contested stays in the ledger."""
    removed, _by_model = Contest.objects.filter(entry__person_id=person_id).delete()
    return removed
