import contextlib
import subprocess
import sys
from collections.abc import Iterator

from tandem.foundation.testing.outside import ROOT


@contextlib.contextmanager
def running(*callbacks: str) -> Iterator[str]:
    """Start the provider, which leads back to `callbacks` alone; yields its issuer."""
    command = [sys.executable, "-m", "tandem.identity.accounts.tests.provider", *callbacks]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
