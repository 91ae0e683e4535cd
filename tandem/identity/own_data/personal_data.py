"""The rows of this feature in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.identity.own_data.models import ClosedFile, Copy, Erasure


def export_copies(person_id: int) -> list[dict[str, Any]]:
    return list(Copy.objects.filter(person_id=person_id).order_by("pk").values("form", "asked_at", "ends_at"))


def erase_copies(person_id: int) -> int:
    return Copy.objects.filter(person_id=person_id).delete()[0]


def export_closing(person_id: int) -> list[dict[str, Any]]:
    return list(ClosedFile.objects.filter(person_id=person_id).order_by("pk").values("closed_on"))


def export_erasures(person_id: int) -> list[dict[str, Any]]:
    columns = ("model", "retention", "number_of_rows", "erased_at")
    return list(Erasure.objects.filter(person_id=person_id).order_by("pk").values(*columns))


def keep(person_id: int) -> int:
    """0: such a row holds a number and a day, and means nobody any more once the person's own row is empty."""
    return 0
