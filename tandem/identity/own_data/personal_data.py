"""The rows of this feature in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.identity.own_data.models import ClosedFile, Copy, Erasure, ErasureNotice


def export_copies(person_id: int) -> list[dict[str, Any]]:
    rows = Copy.objects.filter(person_id=person_id).defer("token").order_by("pk")
    return [{"form": row.form, "asked_at": row.asked_at, "ends_at": row.ends_at} for row in rows]


def erase_copies(person_id: int) -> int:
    return Copy.objects.filter(person_id=person_id).delete()[0]


def export_closing(person_id: int) -> list[dict[str, Any]]:
    return [{"closed_on": row.closed_on} for row in ClosedFile.objects.filter(person_id=person_id).order_by("pk")]


def export_notices(person_id: int) -> list[dict[str, Any]]:
    rows = ErasureNotice.objects.filter(person_id=person_id).order_by("pk")
    return [{"retention": row.retention, "told_at": row.told_at} for row in rows]


def export_erasures(person_id: int) -> list[dict[str, Any]]:
    columns = ("model", "retention", "number_of_rows", "erased_at")
    return list(Erasure.objects.filter(person_id=person_id).order_by("pk").values(*columns))


def keep(person_id: int) -> int:
    """0: such a row holds a number and a day, and means nobody any more once the person's own row is empty."""
    return 0
