"""When a fund checked her forms, in the person's own copy of her data and in an erasure."""

from typing import Any

from tandem.authorities.fund.models import CheckedForm


def export_checks(person_id: int) -> list[dict[str, Any]]:
    rows = CheckedForm.objects.filter(person_id=person_id).select_related("filing__receipt").order_by("pk")
    return [{"receipt": row.filing.receipt.number, "checked_at": row.checked_at} for row in rows]


def erase_checks(person_id: int) -> int:
    return CheckedForm.objects.filter(person_id=person_id).delete()[0]
