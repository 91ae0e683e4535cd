from typing import Any

from django.conf import settings
from django.core import checks

NOBODY = "tandem.facilities.documents.scanners.none.NoScanner"
DISK = "tandem.facilities.documents.stores.disk.DiskStore"


def somebody_looks_for_viruses(**options: Any) -> list[checks.CheckMessage]:
    """On a real site what people upload is looked at before others open it."""
    if settings.VIRUS_SCANNER != NOBODY:
        return []
    return [
        checks.Warning(
            "Nobody looks for viruses in documents: TANDEM_VIRUS_SCANNER is missing.",
            hint="docs/operations.md, “Documents”.",
            id="documents.W001",
        )
    ]


def documents_lie_outside_of_what_is_handed_out(**options: Any) -> list[checks.CheckMessage]:
    """A folder of documents under a folder of static files would be open to everybody."""
    static = settings.STATIC_ROOT
    if settings.DOCUMENT_STORE != DISK or not static or not settings.MEDIA_ROOT.is_relative_to(static):
        return []
    return [
        checks.Error("Documents lie in the folder of static files: everybody could fetch them.", id="documents.E001")
    ]
