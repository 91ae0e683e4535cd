"""Reported incapacities and measures in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.declarations.models import AskedPaper, Incapacity, Measure


def export_incapacities(person_id: int) -> list[dict[str, Any]]:
    """All she reported, those she corrected later as well."""
    return [
        {
            "reason": row.reason,
            "from_day": row.from_day,
            "to_day": row.to_day,
            "degree": row.degree,
            "reported_on": row.reported_on,
            "replaced_at": row.replaced_at,
        }
        for row in Incapacity.objects.filter(person_id=person_id).order_by("reported_on", "pk")
    ]


def erase_incapacities(person_id: int) -> int:
    """All go: what was filed is kept or emptied with its filing."""
    return Incapacity.objects.filter(person_id=person_id).delete()[0]


def export_measures(person_id: int) -> list[dict[str, Any]]:
    """What her office noted, also what it removed again."""
    rows = Measure.objects.of(person_id).select_related("office").order_by("from_day", "pk")
    return [
        {
            "measure": row.name,
            "from_day": row.from_day,
            "to_day": row.to_day,
            "office": row.office.name,
            "noted_at": row.noted_at,
            "removed_at": row.removed_at,
        }
        for row in rows
    ]


def erase_measures(person_id: int) -> int:
    return Measure.objects.of(person_id).delete()[0]


def export_papers(person_id: int) -> list[dict[str, Any]]:
    """Which papers her forms asked for, and when they came."""
    rows = AskedPaper.objects.filter(person_id=person_id).select_related("filing__receipt").order_by("pk")
    return [
        {
            "receipt": row.filing.receipt.number,
            "kind": row.kind,
            "about": row.about,
            "received_on": row.received_on,
            "wanted_by": row.wanted_by,
        }
        for row in rows
    ]


def erase_papers(person_id: int) -> int:
    return AskedPaper.objects.filter(person_id=person_id).delete()[0]
