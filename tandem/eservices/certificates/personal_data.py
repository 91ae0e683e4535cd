"""Certificates in the person's own copy of her data, and in an erasure."""

from typing import Any

from tandem.eservices.certificates.models import CertificateRequest, EarningsCertificate


def export_requests(person_id: int) -> list[dict[str, Any]]:
    """Whom she asked, and when; the code is kept nowhere."""
    rows = CertificateRequest.objects.of(person_id).order_by("asked_at", "pk")
    return [
        {
            "month": row.month,
            "employer": row.employer,
            "email": row.email,
            "asked_at": row.asked_at,
            "presence": row.presence,
            "withdrawn_at": row.withdrawn_at,
        }
        for row in rows
    ]


def export_certificates(person_id: int) -> list[dict[str, Any]]:
    """What employers stated of her, as it was received."""
    rows = EarningsCertificate.objects.filter(person_id=person_id).select_related("receipt")
    return [{"receipt": row.receipt.number, **row.payload} for row in rows.order_by("stated_at", "pk")]


def erase_certificates(person_id: int) -> int:
    """What was stated goes, then who was asked. PostgreSQL allows it once the closed file's time limit has passed."""
    gone = EarningsCertificate.objects.filter(person_id=person_id).delete()[0]
    return gone + CertificateRequest.objects.of(person_id).delete()[0]


def erase_requests(person_id: int) -> int:
    """Those that nobody answered; the others go with their certificate."""
    return CertificateRequest.objects.of(person_id).filter(certificate=None).delete()[0]
