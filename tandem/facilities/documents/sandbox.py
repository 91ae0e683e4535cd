"""The parent's side: hand files to a child process with an empty environment, and believe only what can be checked."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import structlog

from tandem.facilities.documents.enums import Fault
from tandem.facilities.documents.reading import frames, limits
from tandem.facilities.documents.types import Built

ROOT = Path(__file__).resolve().parents[3]
CHILD = "tandem.facilities.documents.reading.child"
# One thread: the libraries for arithmetic start as many as there are processors, and each wants memory.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}

log = structlog.get_logger(__name__)


class NotBuilt(Exception):
    """Why no document came out of the files; `file` counts them from 0."""

    def __init__(self, fault: Fault, file: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.file = file


def build(files: Sequence[bytes], *, whole: bool = False, order: Sequence[tuple[int, int]] | None = None) -> Built:
    """One PDF from these files. `whole`: photos are not cut; `order`: (page, turn) to come out. Raises NotBuilt."""
    message = frames.pack({"whole": whole, "order": order}, files)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell, nothing of the upload in its arguments
            [sys.executable, "-m", CHILD],
            input=message,
            capture_output=True,
            cwd=ROOT,
            env=ENVIRONMENT,
            timeout=limits.SECONDS_OF_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("documents.child_too_slow", bytes=len(message))
        raise NotBuilt(Fault.TOO_HARD) from None
    if done.returncode:
        log.warning("documents.child_failed", code=done.returncode, bytes=len(message))
        raise NotBuilt(Fault.TOO_HARD)
    return _checked(done.stdout)


def _checked(said: bytes) -> Built:
    """A child that a file has taken over can lie in the file only, never in what we do with it."""
    try:
        facts, files = frames.unpack(said)
    except ValueError:
        raise NotBuilt(Fault.TOO_HARD) from None
    if "fault" in facts:
        known = facts["fault"] in Fault.values
        raise NotBuilt(Fault(facts["fault"]) if known else Fault.TOO_HARD, int(facts.get("file", 0)))
    content, previews = (files[0], files[1:]) if files else (b"", [])
    if not content.startswith(b"%PDF-") or not 1 <= len(previews) <= limits.PAGES:
        raise NotBuilt(Fault.TOO_HARD)
    if not all(preview.startswith(b"\xff\xd8\xff") for preview in previews):
        raise NotBuilt(Fault.TOO_HARD)
    return Built(content=content, previews=tuple(previews))
