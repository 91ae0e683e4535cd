"""What passes between documents and those who use them."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import uuid
from typing import Protocol

from tandem.facilities.documents.enums import Fault, Scan


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """One PDF and a small JPEG of each of its pages."""

    content: bytes
    previews: tuple[bytes, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came, under the name it had on the device."""

    name: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """One version of a document. `size` in bytes; `sha256` as hexadecimal text."""

    id: uuid.UUID
    document_id: uuid.UUID
    number: int
    title: str
    kind: str
    pages: int
    size: int
    sha256: str
    scan: Scan
    added_at: datetime.datetime
    presence: str
    added_by_id: int | None
    is_emptied: bool

    @property
    def is_ready(self) -> bool:
        """Whether it may be fetched and sent."""
        return self.scan in {Scan.CLEAN, Scan.NOT_SCANNED} and not self.is_emptied


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A document as its list shows it: what it is now, and how many versions there are."""

    id: uuid.UUID
    kind: str
    title: str
    latest: VersionFacts
    versions: int


class Verdict(enum.Enum):
    """What a scanner says of a file. "Not known" is an exception, never a verdict."""

    CLEAN = "clean"
    INFECTED = "infected"


class ScannerUnavailable(Exception):
    """Nobody answered, or not in a way that says yes or no: the file stays in quarantine."""


class Scanner(Protocol):
    """Looks for viruses. `looks` is False for the one that looks at nothing."""

    looks: bool

    def scan(self, content: bytes) -> Verdict:
        """Whether the content is clean. Raises ScannerUnavailable for anything but a clear answer."""

    def ping(self) -> str:
        """The scanner's version. Raises ScannerUnavailable."""


class Store(Protocol):
    """Where the bytes lie. Keys are ours: letters, digits, dashes, one slash; they say nothing about anybody."""

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under a key that is not taken; raises StoreFault otherwise, or when it cannot be kept."""

    def get(self, key: str) -> bytes:
        """What was put. Raises StoreFault."""

    def remove(self, key: str) -> None:
        """Forget it; a key that is not there is no error. Raises StoreFault."""


class StoreFault(Exception):
    """The store does not hold it, or does not answer. The message holds no personal data."""


__all__ = ["Built", "DocumentFacts", "Fault", "Scan", "Scanner", "ScannerUnavailable", "Store", "StoreFault"]
