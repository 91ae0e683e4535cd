"""What arrives is counted while it arrives: nobody fills the disk of the machine with one request."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooLargeFile(UploadedFile):
    """Stands for a file of which nothing was kept; `size` is how much of it came."""

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(file=None, name=name, content_type="", size=size)

    def read(self, *_size: int) -> bytes:
        return b""

    def close(self) -> None:
        """There is nothing to close."""


class LimitedUploadHandler(FileUploadHandler):
    """Lets pass what is within `UPLOAD_FILE_BYTES` for one file and `UPLOAD_TOTAL_BYTES` for all.

    The rest is read to its end and thrown away, so that the browser hears a sentence instead of a broken line. Stands
    before the handlers that keep something.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.total = self.size = 0

    def new_file(self, *facts: Any, **more: Any) -> None:
        super().new_file(*facts, **more)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        self.total += len(raw_data)
        return None if self._is_over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return TooLargeFile(self.file_name, self.size) if self._is_over else None

    @property
    def _is_over(self) -> bool:
        return self.size > settings.UPLOAD_FILE_BYTES or self.total > settings.UPLOAD_TOTAL_BYTES
