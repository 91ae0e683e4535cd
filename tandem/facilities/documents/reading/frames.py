"""How parent and child talk: one JSON header, then the files, each with its length said before.

Never pickle: what comes back was made by a process that a hostile file may have taken over.
"""

import json
from collections.abc import Iterable
from typing import Any

HEADER = 4  # bytes that say how long the JSON is
LONGEST_HEADER = 1_000_000


def pack(facts: dict[str, Any], files: Iterable[bytes] = ()) -> bytes:
    """One message."""
    files = list(files)
    header = json.dumps({"facts": facts, "sizes": [len(file) for file in files]}).encode()
    return b"".join([len(header).to_bytes(HEADER, "big"), header, *files])


def unpack(message: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The facts and the files of one message. Raises ValueError for anything else."""
    length = int.from_bytes(message[:HEADER], "big")
    if not 2 <= length <= min(LONGEST_HEADER, len(message) - HEADER):
        raise ValueError("this is no message: its header is missing")
    header = json.loads(message[HEADER : HEADER + length])
    if not isinstance(header, dict) or not isinstance(header.get("facts"), dict):
        raise ValueError("this is no message: its header holds no facts")
    place, files = HEADER + length, []
    for size in header.get("sizes", []):
        if not isinstance(size, int) or size < 0 or place + size > len(message):
            raise ValueError("this is no message: a file is shorter than said")
        files.append(message[place : place + size])
        place += size
    return header["facts"], files
