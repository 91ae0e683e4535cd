"""Receipts in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.facilities.receipts.models import Receipt


def export(person_id: int) -> list[dict[str, Any]]:
    """All her receipts, oldest first."""
    return [
        {
            "number": receipt.number,
            "kind": receipt.kind,
            "issued_at": receipt.issued_at,
            "payload_hash": receipt.fingerprint,
            "signed_text": receipt.text,
        }
        for receipt in Receipt.objects.filter(person_id=person_id).order_by("issued_at", "pk").iterator()
    ]


def erase(person_id: int) -> int:
    """0: nothing is removed. A receipt holds no name and no answer; it proves what others may still have to prove."""
    return 0
