"""Efforts in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.efforts.models import (
    Effort,
    EffortTarget,
    EntryIntoUnemployment,
    Exemption,
    LaterResult,
    Proof,
    facts_of,
)


def export_efforts(person_id: int) -> list[dict[str, Any]]:
    """All she noted, with how each entry came about: that belongs to her."""
    return [
        {
            "id": effort.pk,
            **facts_of(effort),
            "presence": effort.presence,
            "written_at": effort.written_at,
            "filed": effort.is_filed,
        }
        for effort in Effort.objects.of(person_id).order_by("applied_on", "pk").iterator()
    ]


def export_proofs(person_id: int) -> list[dict[str, Any]]:
    """All she filed, as it was sent, with the page that she read before."""
    proofs = Proof.objects.of(person_id).select_related("receipt").order_by("filed_at", "pk")
    return [{"receipt": proof.receipt.number, **proof.payload, "text_seen": proof.text_seen} for proof in proofs]


def export_targets(person_id: int) -> list[dict[str, Any]]:
    """What was agreed with her, and by which office."""
    targets = EffortTarget.objects.filter(person_id=person_id).select_related("office").order_by("agreed_at", "pk")
    return [
        {"number": row.number, "valid_from": row.valid_from, "agreed_at": row.agreed_at, "office": row.office.name}
        for row in targets
    ]


def export_results(person_id: int) -> list[dict[str, Any]]:
    """What she noted of applications after filing them."""
    rows = LaterResult.objects.filter(person_id=person_id).order_by("noted_at", "pk")
    return [
        {
            "effort": row.effort_id,
            "outcome": row.outcome,
            "interview": row.interview,
            "rejection_reason": row.rejection_reason,
            "noted_at": row.noted_at,
            "presence": row.presence,
        }
        for row in rows
    ]


def export_entries(person_id: int) -> list[dict[str, Any]]:
    """What was written down about her way into unemployment, by her and by the office."""
    days = ("duty_from", "unemployed_from", "registered_on", "first_interview_on", "by_office", "noted_at")
    return list(EntryIntoUnemployment.objects.filter(person_id=person_id).order_by("noted_at", "pk").values(*days))


def export_exemptions(person_id: int) -> list[dict[str, Any]]:
    """The days on which the office lifted the duty, those taken back included."""
    facts = ("kind", "begins_on", "ends_before", "noted_at", "withdrawn_at")
    return list(Exemption.objects.filter(person_id=person_id).order_by("noted_at", "pk").values(*facts))


def erase_results(person_id: int) -> int:
    return LaterResult.objects.filter(person_id=person_id).delete()[0]


def erase_entries(person_id: int) -> int:
    return EntryIntoUnemployment.objects.filter(person_id=person_id).delete()[0]


def erase_exemptions(person_id: int) -> int:
    """A ground may say something about health: all go."""
    return Exemption.objects.filter(person_id=person_id).delete()[0]


def erase_proofs(person_id: int) -> int:
    """What was sent is emptied; that something was, when, and its fingerprint in the receipt stay as evidence.

    PostgreSQL allows it only once the time limit has passed since the file was closed (OACI 125).
    """
    return Proof.objects.of(person_id).exclude(payload={}).update(payload={}, text_seen={})


def erase_efforts(person_id: int) -> int:
    """All go, filed or not. PostgreSQL lets go of a filed one only after its proof was emptied."""
    return erase_proofs(person_id) + Effort.objects.of(person_id).delete()[0]


def keep(person_id: int) -> int:
    """0: a number that was agreed names nobody."""
    return 0
