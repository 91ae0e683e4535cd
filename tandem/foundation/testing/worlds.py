"""What many tests share and is dear to make: made once, found by each as it was made.

    @pytest.fixture(scope="module")
    def world(django_db_setup, django_db_blocker):
        with worlds.standing(django_db_blocker, build) as built:
            yield built

Every test of the module runs in a savepoint of the world's transaction. Objects in memory are shared: a test that
changes one asks the database for its own.
"""

import contextlib
import datetime
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation

from tandem.foundation import clock, snapshots
from tandem.foundation.testing import faults, outside

T = TypeVar("T")

_files: "_Files | None" = None


@contextlib.contextmanager
def standing(blocker: Any, build: Callable[[], T], at: datetime.datetime | None = None) -> Iterator[T]:
    """Build under the guards of a test with the clock stopped at `at` or now; undo all of it after the block.

    In the block the clock stands one minute later, so that everything made lies in the past. `blocker` is
    pytest-django's; its `django_db_setup` must have run.
    """
    global _files  # noqa: PLW0603
    with blocker.unblock(), time_machine.travel(at or clock.now(), tick=False) as time, transaction.atomic():
        # As Django's own: what insists on a transaction of its own may run in the tests inside.
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        with faults.collected(), outside.watched(), translation.override("en"):
            snapshots.doubt_all()
            before = set(_stored())
            built = build()
        time.shift(60)
        with tempfile.TemporaryDirectory(prefix="tandem-world-") as folder:
            outer, _files = _files, _Files(Path(folder), before)
            try:
                yield built
            finally:
                _files = outer
                transaction.set_rollback(True)


def put_files() -> None:
    """Before a test: the files of the world that stands, whatever the last test did to them."""
    if _files:
        _files.put()


class _Files:
    """What a world wrote into the data folder and into the storage."""

    def __init__(self, folder: Path, before: set[str]) -> None:
        self._folder = folder
        shutil.copytree(settings.DATA_DIR, folder, dirs_exist_ok=True)
        self._stored = {name: _content(name) for name in _stored() if name not in before}

    def put(self) -> None:
        shutil.copytree(self._folder, settings.DATA_DIR, dirs_exist_ok=True)
        for name, content in self._stored.items():
            if not default_storage.exists(name) or _content(name) != content:
                default_storage.delete(name)
                default_storage.save(name, ContentFile(content))


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def _stored(folder: str = "") -> Iterator[str]:
    """The name of every file in the storage."""
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from _stored(f"{folder}{name}/")
