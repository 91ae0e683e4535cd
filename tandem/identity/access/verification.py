"""Recompute the chains and name every place where they do not hold.

Found: a changed row, a row removed from the middle or the start, a row put in between, a forged hash. A tail cut off
cannot be seen from inside: what is left is a shorter chain that holds. It is found when the heads noted at an earlier
time (`--write-heads`) are kept where nobody of this machine can change them, and given back (`--heads`).
"""

import dataclasses
import enum
from collections.abc import Iterator, Mapping

from django.db import connection

from tandem.identity.access.chain import FIRST, entry_hash
from tandem.identity.access.models import HASHED, LedgerEntry

BATCH = 5_000


class Fault(enum.Enum):
    CHANGED = "the row was changed after it was written"
    GAP = "one row or several are missing before this one"
    DETACHED = "the row does not continue the one before it"
    CUT = "the chain is shorter than it was when this head was noted"
    REPLACED = "the chain was rewritten since this head was noted"


@dataclasses.dataclass(frozen=True, slots=True)
class Head:
    """The last row of a chain: its position and its hash say everything about all rows before."""

    person_id: int
    sequence: int
    hash: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    person_id: int
    sequence: int
    fault: Fault


@dataclasses.dataclass(slots=True)
class Report:
    """What a run has seen; grows while `verify` is iterated."""

    rows: int = 0
    heads: dict[int, Head] = dataclasses.field(default_factory=dict)


def verify(
    report: Report, *, person_id: int | None = None, known_heads: Mapping[int, Head] | None = None
) -> Iterator[Finding]:
    """Yield the faults of one chain or of all, in order of person and position, in constant memory per chain."""
    known_heads = known_heads or {}
    before = Head(0, 0, FIRST)
    for row_hash, previous, *values in _rows(person_id):
        facts = dict(zip(HASHED, values, strict=True))
        owner, sequence = facts["person_id"], facts["sequence"]
        if owner != before.person_id:
            before = Head(owner, 0, FIRST)
        if sequence != before.sequence + 1:
            yield Finding(owner, sequence, Fault.GAP)
        elif previous != before.hash:
            yield Finding(owner, sequence, Fault.DETACHED)
        if entry_hash(previous, facts) != row_hash:
            yield Finding(owner, sequence, Fault.CHANGED)
        known = known_heads.get(owner)
        if known and known.sequence == sequence and known.hash != row_hash:
            yield Finding(owner, sequence, Fault.REPLACED)
        before = report.heads[owner] = Head(owner, sequence, row_hash)
        report.rows += 1
    for known in known_heads.values():
        reached = report.heads.get(known.person_id)
        if person_id in (None, known.person_id) and (reached is None or reached.sequence < known.sequence):
            yield Finding(known.person_id, known.sequence, Fault.CUT)


def _rows(person_id: int | None) -> Iterator[tuple]:
    """All rows in order of person and position, in batches found by the key: no cursor stays open meanwhile."""
    columns = ", ".join(("hash", "previous_hash", *HASHED))
    where = "person_id = %(only)s AND" if person_id is not None else ""
    query = (
        f"SELECT {columns} FROM {LedgerEntry._meta.db_table}"  # noqa: S608 - names of our own columns
        f" WHERE {where} (person_id, sequence) > (%(person)s, %(sequence)s)"
        " ORDER BY person_id, sequence LIMIT %(batch)s"
    )
    person, sequence = (0, 0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, {"only": person_id, "person": person, "sequence": sequence, "batch": BATCH})
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < BATCH:
            return
        person, sequence = rows[-1][2], rows[-1][3]
