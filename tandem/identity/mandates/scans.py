"""The pictures of a signed mandate: encrypted in the storage, a fingerprint in the database."""

import datetime
import hashlib

from django.core.files.storage import default_storage

from tandem.foundation.pictures import MAX_BYTES, Picture, UnusableScan, picture, remove_on_commit, seal, unseal
from tandem.foundation.pictures import remove as remove_at_once
from tandem.identity.mandates.models import Mandate, Scan

__all__ = ["MAX_BYTES", "Picture", "UnusableScan", "content", "default_storage", "keep", "picture", "remove"]

FOLDER = "mandates"


def keep(mandate: Mandate, scan: Picture, *, by: int, now: datetime.datetime) -> Scan:
    """Within the transaction that takes note of the signature. `by` is the account that hands it in."""
    path = seal(FOLDER, scan)
    try:
        return Scan.objects.create(
            mandate=mandate,
            path=path,
            content_type=scan.content_type,
            hash=hashlib.sha256(scan.content).digest(),
            kept_at=now,
            kept_by_id=by,
        )
    except BaseException:
        remove_at_once(path)
        raise


def content(scan: Scan) -> bytes:
    """The picture as it was handed in. Raises Undecipherable, FileNotFoundError."""
    return unseal(scan.path)


def remove(mandate: Mandate) -> int:
    """Take the pictures away, once that is committed; their fingerprints stay."""
    rows = list(mandate.scans.exclude(path="").order_by("pk"))
    for scan in rows:
        path, scan.path = scan.path, ""
        scan.save(update_fields=["path"])
        remove_on_commit(path)
    return len(rows)
