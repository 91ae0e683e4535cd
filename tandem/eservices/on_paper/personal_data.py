"""Forms on paper in the person's own copy of her data, and in an erasure."""

from typing import Any

from django.db.models import Prefetch

from tandem.eservices.on_paper import pictures
from tandem.eservices.on_paper.models import PaperSheet, ScannedPage


def export(person_id: int) -> list[dict[str, Any]]:
    """Each sheet with the pages that came back."""
    return [
        {
            "code": sheet.code,
            "procedure": sheet.draft.key,
            "subject": sheet.draft.subject,
            "pages": sheet.pages,
            "printed_at": sheet.printed_at,
            "received": [
                {"page": scan.page, "scanned_at": scan.scanned_at, "sha256": bytes(scan.sha256).hex()}
                for scan in sheet.scans.all()
            ],
        }
        for sheet in PaperSheet.objects.filter(person_id=person_id)
        .select_related("draft")
        .prefetch_related(Prefetch("scans", ScannedPage.objects.order_by("page", "pk")))
        .order_by("printed_at", "pk")
    ]


def erase(person_id: int) -> int:
    """Pictures and sheets go; the drafts that they belong to go with their own feature."""
    scans = ScannedPage.objects.filter(sheet__person_id=person_id)
    pictures.forget(scans.order_by("pk").values_list("path", flat=True))
    removed = scans.delete()[0]
    return removed + PaperSheet.objects.filter(person_id=person_id).delete()[0]
