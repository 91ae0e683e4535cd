"""A test stays in its room: no network but this machine, no file but its own."""

import contextlib
import ipaddress
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tandem.foundation.testing.faults import report

ROOT = Path(__file__).resolve().parents[3]
# Written by tools in passing, ignored by git.
_CACHES = (".git", ".venv", ".local", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", "test-results")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_watching = False
_installed = False


def install() -> None:
    """Listen to what the interpreter itself announces: no library can go around it. A hook stays for good."""
    global _installed  # noqa: PLW0603
    if not _installed:
        sys.addaudithook(_hook)
        _installed = True


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Refuse the network and writes into the checkout inside the block, and temporary files left after it."""
    global _watching  # noqa: PLW0603
    with tempfile.TemporaryDirectory(prefix="tandem-test-") as folder:
        before, tempfile.tempdir = tempfile.tempdir, folder
        _watching = True
        try:
            yield
        finally:
            _watching = False
            tempfile.tempdir = before
        if left := sorted(os.listdir(folder)):
            pytest.fail(f"The test left temporary files behind: {', '.join(left)}", pytrace=False)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and len(address) >= 2 and not _is_this_machine(address[0]):
            report(f"The test called {address[0]}:{address[1]} on the network")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        if not _is_this_machine(arguments[0]):
            report(f"The test asked the network for the address of {arguments[0]}")
    elif event == "open":
        path, _mode, flags = arguments
        if isinstance(flags, int) and flags & _WRITES:
            _refuse_in_checkout(path)
    elif event in {"os.mkdir", "os.rename", "os.symlink", "os.link"}:
        _refuse_in_checkout(arguments[0] if event == "os.mkdir" else arguments[1])


def _is_this_machine(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_in_checkout(path: Any) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return
    place = os.path.abspath(os.fsdecode(path))
    if not place.startswith(f"{ROOT}{os.sep}"):
        return
    parts = Path(place).relative_to(ROOT).parts
    if parts[0] not in _CACHES and "__pycache__" not in parts and not place.endswith(".mo"):
        report(f"The test wrote into the checkout: {'/'.join(parts)}")
