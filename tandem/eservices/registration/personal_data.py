"""Registrations in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.registration.models import Registration


def export(person_id: int) -> list[dict[str, Any]]:
    """All her registrations, the first one first."""
    rows = (
        Registration.objects.of(person_id).select_related("office", "filing__receipt").order_by("registered_on", "pk")
    )
    return [
        {
            "receipt": row.filing.receipt.number if row.filing else "",
            "office": row.office.name if row.office else "",
            "registered_on": row.registered_on,
            "wants_benefit": row.wants_benefit,
            "first_interview_by": row.first_interview_by,
            "interview_at": row.interview_at,
            "cancelled_interview_at": row.cancelled_interview_at,
            "ended_on": row.ended_on,
            "end_reason": row.end_reason,
        }
        for row in rows.order_by("registered_on", "pk")
    ]


def erase(person_id: int) -> int:
    return Registration.objects.of(person_id).delete()[0]
