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


def erase_proofs(person_id: int) -> int:
    """What was sent is emptied; that something was, when, and its fingerprint in the receipt stay as evidence.

    PostgreSQL allows it only once the time limit has passed since the file was closed (OACI 125).
    """
    return Proof.objects.of(person_id).exclude(payload={}).update(payload={})


def erase_efforts(person_id: int) -> int:
    """All go, filed or not. PostgreSQL lets go of a filed one only after its proof was emptied."""
    return erase_proofs(person_id) + Effort.objects.of(person_id).delete()[0]


def keep(person_id: int) -> int:
    """0: a number that was agreed names nobody."""
    return 0
