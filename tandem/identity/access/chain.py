"""How the rows of a ledger are chained: the hash of a row covers its facts and the hash of the row before it."""

import datetime
import hashlib
import json
from collections.abc import Mapping

Fact = str | int | datetime.datetime | None
FIRST = b"\x00" * 32


def entry_hash(previous: bytes, facts: Mapping[str, Fact]) -> bytes:
    """SHA-256 over the previous hash (32 bytes) and the canonical JSON of `facts` (sorted keys, no blanks, UTF-8).

    Absent facts (None, "") are left out, so that a column added later changes no hash of the rows before it.
    """
    present = {key: _plain(value) for key, value in facts.items() if value is not None and value != ""}
    canonical = json.dumps(present, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


def _plain(value: Fact) -> str | int | None:
    return canonical_moment(value) if isinstance(value, datetime.datetime) else value


def canonical_moment(moment: datetime.datetime) -> str:
    """The same text for the same moment, in whichever zone it is held: UTC, microseconds, as PostgreSQL keeps it.

    Raises ValueError for a moment without zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment in the ledger has a time zone")
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
