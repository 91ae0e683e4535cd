"""The picture of something signed: checked by its first bytes, encrypted, kept outside the web."""

import dataclasses
import datetime
import hashlib
import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal
from tandem.foundation.secrets import decrypt_bytes, encrypt_bytes

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


def seal(folder: str, scan: Picture) -> str:
    """Keep it encrypted in the storage and return its place there. Whoever fails to note the place removes it."""
    return default_storage.save(f"{folder}/{secrets.token_hex(16)}.sealed", ContentFile(encrypt_bytes(scan.content)))


def unseal(path: str) -> bytes:
    """The picture as it was handed in. Raises Undecipherable, FileNotFoundError."""
    with default_storage.open(path) as file:
        return decrypt_bytes(file.read())


def remove(path: str) -> None:
    """At once: for a place that nobody could note."""
    default_storage.delete(path)


def remove_on_commit(path: str) -> None:
    transaction.on_commit(partial(default_storage.delete, path))


class SignedPicture(models.Model):
    """A picture of something signed. The file lies encrypted in the storage; a removed one leaves its fingerprint."""

    path = models.CharField(_("place in the storage"), max_length=120, blank=True)
    content_type = models.CharField(_("kind of file"), max_length=40)
    hash = models.BinaryField(_("fingerprint (SHA-256)"), max_length=32)
    kept_at = models.DateTimeField(_("kept since"))
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by"))

    class Meta:
        abstract = True


def keep(row: SignedPicture, scan: Picture, *, folder: str, by: int, now: datetime.datetime) -> None:
    """Within the transaction that notes the signature. `row` says of what; `by` is the account that hands it in."""
    row.path = seal(folder, scan)
    row.content_type, row.hash = scan.content_type, hashlib.sha256(scan.content).digest()
    row.kept_at, row.kept_by_id = now, by
    try:
        row.save(force_insert=True)
    except BaseException:
        remove(row.path)
        raise


def take_away(pictures: "models.QuerySet[Any]") -> int:
    """Take these pictures away, once that is committed; their fingerprints stay. Returns how many there were."""
    rows = list(pictures.exclude(path="").order_by("pk"))
    for row in rows:
        path, row.path = row.path, ""
        row.save(update_fields=["path"])
        remove_on_commit(path)
    return len(rows)
