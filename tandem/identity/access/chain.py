"""How the rows of a ledger are chained: the hash of a row covers its facts and the hash of the row before it."""

import datetime
import hashlib
import json
from collections.abc import Mapping

Fact = str | int | datetime.datetime | None
FIRST = b"\x00" * 32
# Built once: a verification asks it a million times.
_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def entry_hash(previous: bytes, facts: Mapping[str, Fact]) -> bytes:
    """SHA-256 over the previous hash (32 bytes) and the canonical text of `facts`."""
    return hashlib.sha256(previous + canonical(facts).encode()).digest()


def canonical(facts: Mapping[str, Fact]) -> str:
    """The facts as JSON: sorted keys, no blanks, not escaped beyond need.

    Absent facts (None, "") are left out, so that a column added later changes no hash of the rows before it.
    """
    return _json(
        {
            key: canonical_moment(value) if isinstance(value, datetime.datetime) else value
            for key, value in facts.items()
            if value is not None and value != ""
        }
    )


def canonical_moment(moment: datetime.datetime) -> str:
    """The same text for the same moment, in whichever zone it is held: UTC, microseconds, as PostgreSQL keeps it.

    Raises ValueError for a moment without zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment in the ledger has a time zone")
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")
