"""Documents as files of one folder, outside of what any web server hands out."""

import contextlib
import os
import re
from pathlib import Path

from django.conf import settings

from tandem.facilities.documents.types import StoreFault

KEY = re.compile(r"[a-z0-9]{8,64}/[a-z0-9-]{1,40}")


class DiskStore:
    """Keys are folders of two letters and files in them, so that no folder grows too wide. Readable by us alone."""

    @property
    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT)

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        partial = path.with_name(f"{path.name}.part-{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(partial, path)  # refuses a name that is taken, which a rename would not
        except OSError as error:
            raise StoreFault(f"the disk did not take it: {type(error).__name__}") from error
        finally:
            with contextlib.suppress(OSError):
                partial.unlink()

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except OSError as error:
            raise StoreFault(f"the disk does not hold it: {type(error).__name__}") from error

    def remove(self, key: str) -> None:
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreFault(f"the disk did not remove it: {type(error).__name__}") from error
        with contextlib.suppress(OSError):  # others still lie in it
            path.parent.rmdir()

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise StoreFault("this is no key of ours")
        return self.folder / key[:2] / key
