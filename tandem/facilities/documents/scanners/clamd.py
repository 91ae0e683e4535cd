"""clamd over its own protocol: INSTREAM, lengths in four bytes, an answer of one line."""

import contextlib
import re
import socket
import time

from django.conf import settings

from tandem.facilities.documents.types import ScannerUnavailable, Verdict

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
CONNECT_SECONDS = 3.0
SECONDS = 30.0  # for everything: a large PDF takes clamd a few

_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")
# clamd reports these as finds when it is told to (AlertEncrypted, AlertExceedsMax): it has not looked inside.
_NOT_LOOKED_AT = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class ClamdScanner:
    """`settings.CLAMD_ADDRESS`: "host:port", or the path of a socket. A new connection for each file."""

    looks = True

    def __init__(self, address: str | None = None, *, seconds: float = SECONDS) -> None:
        self._address = address
        self.seconds = seconds

    @property
    def address(self) -> str:
        return self._address or settings.CLAMD_ADDRESS

    def scan(self, content: bytes) -> Verdict:
        """Only `stream: OK` is clean. Too large, too slow, cut off, an error, an unknown answer: unavailable."""
        answer = self._ask(b"zINSTREAM\0", content)
        if answer == "stream: OK":
            return Verdict.CLEAN
        found = _FOUND.fullmatch(answer)
        if found is None or found["name"].startswith(_NOT_LOOKED_AT):
            raise ScannerUnavailable("clamd did not say yes or no")
        return Verdict.INFECTED

    def ping(self) -> str:
        version = self._ask(b"zVERSION\0")
        if not version.startswith("ClamAV"):
            raise ScannerUnavailable("what answers is not clamd")
        return version

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        until = time.monotonic() + self.seconds
        try:
            with contextlib.closing(self._connected()) as line:
                line.sendall(command)
                if content is not None:
                    self._send(line, content, until)
                return self._answer(line, until)
        except OSError as error:
            raise ScannerUnavailable(f"clamd: {type(error).__name__}") from error

    def _connected(self) -> socket.socket:
        host, _, port = self.address.rpartition(":")
        if "/" not in self.address:
            return socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line

    def _send(self, line: socket.socket, content: bytes, until: float) -> None:
        try:
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                self._hurry(line, until)
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            # clamd hangs up once its StreamMaxLength is passed, and says so in its answer.
            return

    def _answer(self, line: socket.socket, until: float) -> str:
        said = b""
        while not said.endswith(b"\0"):
            self._hurry(line, until)
            more = line.recv(LONGEST_ANSWER)
            said += more
            if not more or len(said) > LONGEST_ANSWER:
                raise ScannerUnavailable("clamd broke off")
        return said[:-1].decode("utf-8", "replace").strip()

    def _hurry(self, line: socket.socket, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
