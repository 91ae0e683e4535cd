"""From uploads to a checked PDF: looked at by the scanner first, then opened in the sandbox. Touches no table."""

import dataclasses
import datetime
import hashlib
from collections.abc import Sequence

import structlog

from tandem.facilities.documents import sandbox
from tandem.facilities.documents.enums import Fault, Scan
from tandem.facilities.documents.reading import limits
from tandem.facilities.documents.refusals import FileRefused, NothingUploaded
from tandem.facilities.documents.scanners import scanner
from tandem.facilities.documents.types import Built, ScannerUnavailable, Upload, Verdict

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What is to be kept, and what is known about viruses in it."""

    built: Built
    scan: Scan
    scanned_at: datetime.datetime | None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.built.content).hexdigest()


def take(
    uploads: Sequence[Upload],
    *,
    now: datetime.datetime,
    before: bytes | None = None,
    whole: bool = False,
) -> Taken:
    """One document from these files, after the pages of `before`. Raises NothingUploaded, FileRefused."""
    if not uploads:
        raise NothingUploaded
    for number, upload in enumerate(uploads):
        if not upload.content:
            raise FileRefused(Fault.EMPTY, file=number, name=upload.name)
        if len(upload.content) > limits.FILE_BYTES:
            raise FileRefused(Fault.TOO_LARGE, file=number, name=upload.name)
    scan = _scanned(uploads)
    parts = [*([before] if before is not None else []), *(upload.content for upload in uploads)]
    offset = len(parts) - len(uploads)
    try:
        built = sandbox.build(parts, whole=whole)
    except sandbox.NotBuilt as refused:
        number = max(0, refused.file - offset)
        name = uploads[number].name if number < len(uploads) and refused.fault in _OF_ONE_FILE else ""
        raise FileRefused(refused.fault, file=number, name=name) from refused
    return Taken(built, scan, now if scan is Scan.CLEAN else None)


_OF_ONE_FILE = {
    Fault.UNKNOWN,
    Fault.OFFICE,
    Fault.PICTURE,
    Fault.PASSWORD,
    Fault.BROKEN,
    Fault.TOO_MANY_PIXELS,
}


def arranged(content: bytes, order: Sequence[tuple[int, int]]) -> Built:
    """The same pages in another order, turned, or fewer. Raises FileRefused."""
    try:
        return sandbox.build([content], order=order)
    except sandbox.NotBuilt as refused:
        raise FileRefused(refused.fault) from refused


def _scanned(uploads: Sequence[Upload]) -> Scan:
    """Whoever cannot be asked has not said "clean": what comes out then waits in quarantine."""
    looking = scanner()
    if not looking.looks:
        return Scan.NOT_SCANNED
    for number, upload in enumerate(uploads):
        try:
            verdict = looking.scan(upload.content)
        except ScannerUnavailable as error:
            log.warning("documents.scanner_unavailable", reason=str(error))
            return Scan.WAITING
        if verdict is Verdict.INFECTED:
            raise FileRefused(Fault.VIRUS, file=number, name=upload.name)
    return Scan.CLEAN
