"""The product as people get it: `make demo`'s runner with a folder of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
START_LIMIT = 400  # seconds, from an empty folder on a machine that has other work


class Site:
    """A running demo. `folder` holds everything it writes; `log`, beside it, is what it said."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "local"
        self.log = place / "log.txt"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait until it is alive; return the seconds it took. Raises RuntimeError with what it said."""
        started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tandem.project.demo"],
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.monotonic() - started < START_LIMIT:
            if self.process.poll() is not None:
                break
            if "Ctrl-C ends everything" in self.log.read_text()[-4000:] and self.alive():
                return time.monotonic() - started
            time.sleep(0.3)
        said = self.log.read_text()[-3000:]
        self.stop()
        raise RuntimeError(f"The demo did not start. It said:\n{said}")

    def alive(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - loopback
                return answer.status == 200
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """Send the signal as a terminal or a supervisor would; return the exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self.process = None
        return code

    def forget(self) -> None:
        """Delete all that it wrote, in its folder and outside, where PostgreSQL keeps its data when root starts it."""
        subprocess.run(
            [sys.executable, "-m", "tandem.project.demo", "--reset"],
            cwd=ROOT,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def _environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("TANDEM_", "DJANGO_"))}
        return {**inherited, "TANDEM_LOCAL_DIR": str(self.folder), "PORT": str(self.port)}

    def leftovers(self) -> list[str]:
        """Command lines of processes that still work in this site's folder."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                words = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(self.folder).encode() in words:
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
