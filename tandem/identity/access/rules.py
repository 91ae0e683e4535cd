"""The chain: each row's hash covers its facts and the hash of the row before. No database, no clock."""

import hashlib
import json
from collections.abc import Mapping

FIRST = b"\x00" * 32


def entry_hash(previous: bytes, facts: Mapping[str, str | int | None]) -> bytes:
    """SHA-256 over the previous hash (32 bytes) and the canonical JSON of `facts` (sorted keys, no blanks, UTF-8)."""
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()
