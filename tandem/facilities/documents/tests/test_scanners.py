"""The contract of a scanner, held on every one: only a clear yes is clean. And a real clamd, where it is installed."""

import contextlib
import shutil
import socket
import subprocess
import threading
import time

import pytest

from tandem.facilities.documents.scanners.clamd import ClamdScanner
from tandem.facilities.documents.scanners.none import NoScanner
from tandem.facilities.documents.types import ScannerUnavailable, Verdict

pytestmark = pytest.mark.without_database

# The harmless file that every scanner must find; in two parts, so that no scanner finds this test.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Loopback:
    """A clamd that we wrote: reads one request as clamd would, answers what it was told."""

    def __init__(self, answer, *, limit=None, wait=0.0):
        self.answer, self.limit, self.wait = answer, limit, wait
        self.received = b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        with contextlib.suppress(OSError):
            line, _peer = self.server.accept()
            with line:
                self._read(line)
                time.sleep(self.wait)
                if self.answer is not None:
                    line.sendall(self.answer)

    def _read(self, line):
        stream = line.makefile("rb")
        command = b""
        while not command.endswith(b"\0"):
            command += stream.read(1)
        if command != b"zINSTREAM\0":
            return
        while (length := int.from_bytes(stream.read(4), "big")) and (
            self.limit is None or len(self.received) < self.limit
        ):
            self.received += stream.read(length)

    def close(self):
        self.server.close()
        self.thread.join(timeout=5)


@pytest.fixture
def clamd():
    """`clamd(b"stream: OK\\0")` starts one and gives the scanner that asks it."""
    with contextlib.ExitStack() as open_servers:

        def start(answer, *, seconds=5.0, **options):
            server = Loopback(answer, **options)
            open_servers.callback(server.close)
            scanner = ClamdScanner(server.address, seconds=seconds)
            scanner.server = server
            return scanner

        yield start


class TestNoScanner:
    def test_never_says_that_something_is_clean(self):
        assert NoScanner.looks is False
        for question in (lambda: NoScanner().scan(b"x"), NoScanner().ping):
            with pytest.raises(ScannerUnavailable):
                question()


class TestClamd:
    def test_hands_over_every_byte_and_believes_ok(self, clamd):
        scanner, content = clamd(b"stream: OK\0"), b"page" * 100_000

        assert scanner.scan(content) is Verdict.CLEAN
        assert scanner.server.received == content

    def test_believes_a_find(self, clamd):
        assert clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0").scan(b"x") is Verdict.INFECTED

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            None,
            b"stream: OK",
            b"OK\0",
            b"stream: OK stream: X FOUND\0\0",
            b"stream: x ERROR\0",
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
            b"stream: Heuristics.Encrypted.PDF FOUND\0",
            b"UNKNOWN COMMAND\0",
            b"x" * 10_000,
            b"\xff\xfe\0",
        ],
        ids=repr,
    )
    def test_takes_anything_else_for_no_answer(self, clamd, answer):
        with pytest.raises(ScannerUnavailable):
            clamd(answer).scan(b"x")

    def test_gives_up_on_one_that_says_nothing(self, clamd):
        began = time.monotonic()
        with pytest.raises(ScannerUnavailable, match="Timeout"):
            clamd(b"stream: OK\0", wait=3, seconds=0.3).scan(b"x")
        assert time.monotonic() - began < 2

    def test_survives_one_that_hangs_up_in_the_middle(self, clamd):
        with pytest.raises(ScannerUnavailable):
            clamd(None, limit=1).scan(b"x" * 5_000_000)

    def test_says_when_nobody_is_there(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        for nobody in (address, "/nowhere/clamd.sock"):
            with pytest.raises(ScannerUnavailable):
                ClamdScanner(nobody).ping()

    def test_knows_a_clamd_from_something_else(self, clamd):
        assert clamd(b"ClamAV 1.4.3\0").ping() == "ClamAV 1.4.3"
        with pytest.raises(ScannerUnavailable):
            clamd(b"SSH-2.0-OpenSSH\0").ping()


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory):
    """The daemon itself with one signature of our own: the database of all viruses is not needed to see it work."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")
    if program is None:
        pytest.skip("clamd is not installed: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "ours.ndb").write_text(f"Test.Eicar:0:0:{EICAR.hex()}\n")
    place, settings = folder / "socket", folder / "clamd.conf"
    lines = [
        f"LocalSocket {place}",
        f"DatabaseDirectory {signatures}",
        "Foreground yes",
        "StreamMaxLength 2M",
        "AlertExceedsMax yes",
        "AlertEncrypted yes",
    ]
    settings.write_text("\n".join([*lines, ""]))
    with (folder / "log").open("wb") as log:
        daemon = subprocess.Popen([program, "--config-file", str(settings)], stdout=log, stderr=log)  # noqa: S603
    try:
        until = time.monotonic() + 60
        while not place.exists():
            if daemon.poll() is not None or time.monotonic() > until:
                pytest.fail(f"clamd did not start: {(folder / 'log').read_text()[-500:]}")
            time.sleep(0.1)
        yield ClamdScanner(str(place))
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


class TestRealClamd:
    def test_finds_the_test_virus_and_lets_a_page_pass(self, real_clamd):
        assert real_clamd.scan(EICAR) is Verdict.INFECTED
        assert real_clamd.scan(b"%PDF-1.7 only a page") is Verdict.CLEAN
        assert real_clamd.ping().startswith("ClamAV")

    def test_has_not_looked_at_what_is_larger_than_it_takes(self, real_clamd):
        with pytest.raises(ScannerUnavailable):
            real_clamd.scan(b"x" * 5_000_000)
