"""Child processes: each in a group of its own, so that ending one ends what it started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence

GRACE = 10  # seconds between the polite and the final signal


class Process:
    """A program that goes on until it is stopped."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.child: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def start(self) -> None:
        self.child = subprocess.Popen(self.command, env=self.environment, start_new_session=True)  # noqa: S603 - ours
        self.started_at = time.monotonic()

    def ended(self) -> int | None:
        """The exit code once the program has ended, None while it runs."""
        return self.child.poll() if self.child else None

    def signal(self, number: int) -> None:
        if self.child:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, number)


def stop(processes: Sequence[Process]) -> None:
    """End all of them and everything they started: politely first, then for good."""
    for process in processes:
        process.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in processes:
        if process.child:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.child.wait(max(0.1, deadline - time.monotonic()))
            process.signal(signal.SIGKILL)
            process.child.wait()
