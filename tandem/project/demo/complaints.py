"""What can go wrong before the site runs, each in a sentence; and looking for it before slow work begins."""

import errno
import os
import shutil
import socket
from pathlib import Path

NEEDED_BYTES = 1_500_000_000
LAST_BYTES = 20_000_000  # PostgreSQL and the index give up a little before the very last byte


class Complaint(Exception):
    """One plain sentence for whoever typed the command; the process ends with code 2."""


class DiskFull(Complaint):
    """No room is left. What a program said when it met that adds nothing."""


def port(text: str) -> int:
    """The port as a number. Raises Complaint when it is none, or when somebody listens there already."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Complaint(f"PORT={text} is not a port: it must be a number from 1 to 65535.")
    number = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except PermissionError:
            raise Complaint(f"Port {number} is reserved for root. Choose another: PORT=8001 make demo") from None
        except OSError:
            raise Complaint(
                f"Port {number} is taken by another program. Choose another: PORT=8001 make demo"
            ) from None
    return number


def ads_file(text: str) -> Path | None:
    """The file of real ads, or None when none is named. Raises Complaint when it cannot be read."""
    if not text:
        return None
    path = Path(text).expanduser().resolve()
    if not path.is_file() or not os.access(path, os.R_OK):
        raise Complaint(f"ADS={text} cannot be read: no such file, or no right to read it.")
    return path


def room_on_disk(folder: Path) -> None:
    """Raises Complaint when the disk that is to hold `folder` has less room than the demo needs.

    What is there already needs no room a second time.
    """
    free = _free(folder)
    needed = LAST_BYTES if folder.exists() else NEEDED_BYTES
    if free < needed:
        raise Complaint(
            f"The disk is almost full: {free // 1_000_000} MB are free, and the demo needs {needed // 1_000_000} MB."
            " Make room and run the same command again."
        )


def of_a_step(title: str, folder: Path, said: str) -> Complaint:
    """Why a step failed that wrote into `folder` and left its last words in `said`."""
    if _free(folder) < LAST_BYTES or os.strerror(errno.ENOSPC) in said:
        return DiskFull(f"{title}: {_FULL}")
    return Complaint(f"{title}: failed. What was done before is safe; mend the cause and run it again.")


def _free(folder: Path) -> int:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return shutil.disk_usage(there).free


_FULL = "The disk is full. Make room and run the same command again; nothing needs to be removed."


def of_os_error(error: OSError) -> Complaint:
    """An error of the operating system as a sentence."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Complaint(_FULL)
    return Complaint(f"The machine refused: {error.strerror or error} ({error.filename or 'no file named'}).")
