"""Efforts in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.efforts.models import Effort, EffortTarget, Proof, facts_of


def export_efforts(person_id: int) -> list[dict[str, Any]]:
    """All she noted, with how each entry came about: that belongs to her."""
    return [
        {**facts_of(effort), "presence": effort.presence, "written_at": effort.written_at, "filed": effort.is_filed}
        for effort in Effort.objects.of(person_id).order_by("applied_on", "pk").iterator()
    ]


def export_proofs(person_id: int) -> list[dict[str, Any]]:
    """All she filed, as it was sent."""
    proofs = Proof.objects.of(person_id).select_related("receipt").order_by("filed_at", "pk")
    return [{"receipt": proof.receipt.number, **proof.payload} for proof in proofs]


def export_targets(person_id: int) -> list[dict[str, Any]]:
    """What was agreed with her, and by which office."""
    targets = EffortTarget.objects.filter(person_id=person_id).select_related("office").order_by("agreed_at", "pk")
    return [
        {"number": row.number, "valid_from": row.valid_from, "agreed_at": row.agreed_at, "office": row.office.name}
        for row in targets
    ]


def erase_efforts(person_id: int) -> int:
    """What was never filed goes; what was filed is evidence and follows the proof."""
    return Effort.objects.of(person_id).unfiled().delete()[0]


def keep(person_id: int) -> int:
    """0: nothing is removed.

    What was filed and agreed is part of the insurance's file, which the law keeps (LPGA/ATSG 46). Its time limit
    comes with the retention schedule.
    """
    return 0
