"""The process in which hostile files are opened: `python -m tandem.facilities.documents.reading.child`.

It first takes from itself what an attacker would want: memory, time, files, other processes. Then it reads one
message from its input, writes one to its output, and ends.
"""

import contextlib
import resource
import sys
from typing import Any

from tandem.facilities.documents.reading import frames, limits


def confine() -> None:
    """No file can be written, no program started, no more memory and time used than a page needs."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.SECONDS_OF_CPU),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit from outside stays
            resource.setrlimit(kind, (most, most))


def answer(message: bytes) -> bytes:
    """Build a document from the files of a message, or say in one word why not.

    Facts: `whole` leaves photos uncut, `order` is a list of [page, turn]. The answer's first file is the PDF, the
    others are its previews; or its facts name a `fault` and the `file` it lies in.
    """
    from tandem.facilities.documents.reading import building  # noqa: PLC0415 - after the limits are set
    from tandem.facilities.documents.reading.faults import Unreadable  # noqa: PLC0415

    facts, files = frames.unpack(message)
    order: list[Any] | None = facts.get("order")
    try:
        built = building.build(files, whole=bool(facts.get("whole")), order=order)
    except Unreadable as refused:
        return frames.pack({"fault": refused.fault, "file": refused.file})
    except MemoryError:
        return frames.pack({"fault": "too_hard", "file": 0})
    return frames.pack({"pages": len(built) - 1}, built)


def main() -> None:
    confine()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
