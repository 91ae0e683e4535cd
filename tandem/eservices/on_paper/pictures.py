"""The pictures of pages: encrypted, outside the database and the web."""

import secrets
from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tandem.foundation.secrets import decrypt_bytes, encrypt_bytes

FOLDER = "on_paper"


def keep(content: bytes) -> str:
    """Store a picture; returns where. Gone again when the transaction does not hold: see `forget`."""
    return default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.sealed", ContentFile(encrypt_bytes(content)))


def read(path: str) -> bytes:
    """Raises Undecipherable, FileNotFoundError."""
    with default_storage.open(path) as file:
        return decrypt_bytes(file.read())


def forget(paths: Iterable[str]) -> None:
    """Remove pictures once that is committed."""
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def undo(path: str) -> None:
    """Remove a picture whose row was not written."""
    default_storage.delete(path)
