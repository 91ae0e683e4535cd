"""Transmissions in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.dossier.models import Transmission


def export(person_id: int) -> list[dict[str, Any]]:
    """What she sent to whom, as it was sent."""
    rows = Transmission.objects.filter(person_id=person_id).select_related("organisation", "receipt")
    return [
        {
            "receipt": row.receipt.number,
            "sent_at": row.sent_at,
            "organisation__name": row.organisation.name,
            "payload": row.payload,
        }
        for row in rows.order_by("sent_at", "pk")
    ]


def erase(person_id: int) -> int:
    """The names of papers go; that something was sent, when, and its fingerprint in the receipt stay as evidence.

    PostgreSQL allows it only once the time limit has passed since the file was closed (OACI 125).
    """
    return Transmission.objects.filter(person_id=person_id).exclude(payload={}).update(payload={})
