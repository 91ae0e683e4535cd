"""The picture of a signed form: checked by its first bytes, encrypted, kept outside the web."""

import dataclasses
import datetime
import hashlib
import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal
from tandem.foundation.secrets import decrypt_bytes, encrypt_bytes
from tandem.identity.mandates.models import Mandate, Scan

FOLDER = "mandates"
MAX_BYTES = 8_000_000
_KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class UnusableScan(Refusal):
    message = _("This file cannot be used. Nothing was saved. Choose a photo (JPEG, PNG) or a PDF of at most 8 MB.")


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    content_type: str


def picture(content: bytes) -> Picture:
    """What somebody handed in, known by its content and never by its name. Raises UnusableScan."""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    if kind is None or len(content) > MAX_BYTES:
        raise UnusableScan
    return Picture(content, kind)


def keep(mandate: Mandate, scan: Picture, *, by: int, now: datetime.datetime) -> Scan:
    """Within the transaction that takes note of the signature. `by` is the account that hands it in."""
    path = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.sealed", ContentFile(encrypt_bytes(scan.content)))
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
        default_storage.delete(path)
        raise


def content(scan: Scan) -> bytes:
    """The picture as it was handed in. Raises Undecipherable, FileNotFoundError."""
    with default_storage.open(scan.path) as file:
        return decrypt_bytes(file.read())


def remove(mandate: Mandate) -> int:
    """Take the pictures away, once that is committed; their fingerprints stay."""
    rows = list(mandate.scans.exclude(path="").order_by("pk"))
    for scan in rows:
        path, scan.path = scan.path, ""
        scan.save(update_fields=["path"])
        transaction.on_commit(partial(default_storage.delete, path))
    return len(rows)
