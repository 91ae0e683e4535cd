"""The folders of an index: one per generation, and a file that says which is current.

    <collection>/CURRENT              name of the current generation, replaced in one step
    <collection>/g-<fingerprint>-…/   a Tantivy index; `.lease` is held by every process that reads it
    <collection>/.writing             held while a process changes the current generation or switches it
    <collection>/.building            held while a process writes a new generation

Locks are `flock`: the kernel lets go of them when a process dies.
"""

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from tandem.facilities.search.refusals import IndexUnavailable

_CURRENT, _LEASE, _WRITING, _BUILDING = "CURRENT", ".lease", ".writing", ".building"


class Generations:
    """The generations of one collection whose schema has `fingerprint`."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self.fingerprint = fingerprint

    def current(self) -> str:
        """Raises IndexUnavailable when there is none, or one of another schema."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="ascii").strip()
        except OSError as error:
            raise IndexUnavailable from error
        if not name.startswith(f"g-{self.fingerprint}-"):
            raise IndexUnavailable
        return name

    def path(self, name: str) -> Path:
        return self.folder / name

    def new(self) -> str:
        name = f"g-{self.fingerprint}-{time.time_ns():x}-{uuid.uuid4().hex[:6]}"
        self.path(name).mkdir(parents=True)
        return name

    def make_current(self, name: str) -> None:
        """All processes see either the old name or the new one, also after a power cut."""
        draft = self.folder / f"{_CURRENT}.{os.getpid()}"
        with draft.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self.folder / _CURRENT)
        directory = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def lease(self, name: str) -> int:
        """A descriptor that keeps the generation on disk until it is closed."""
        descriptor = os.open(self.path(name) / _LEASE, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return descriptor

    def sweep(self) -> None:
        """Delete what is neither current nor read by anybody. Only for the holder of `building`."""
        with contextlib.suppress(IndexUnavailable):
            current = self.current()
            for path in self.folder.glob("g-*"):
                if path.name != current and _nobody_reads(path / _LEASE):
                    shutil.rmtree(path, ignore_errors=True)

    def writing(self) -> contextlib.AbstractContextManager[None]:
        """Wait for the right to change the current generation."""
        return self._hold(_WRITING)

    def building(self) -> contextlib.AbstractContextManager[None]:
        """Wait for the right to write a new generation."""
        return self._hold(_BUILDING)

    def is_building(self) -> bool:
        path = self.folder / _BUILDING
        return path.exists() and not _nobody_reads(path)

    @contextlib.contextmanager
    def _hold(self, name: str) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / name).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _nobody_reads(path: Path) -> bool:
    """Whether no process holds the lock of this file."""
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
