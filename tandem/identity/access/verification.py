"""Recompute the chains and the daily heads, and name every place where they do not hold.

Found from inside: a changed row, a row removed from the middle or the start, a row put in between, a forged hash; and,
for all that a daily head has sealed, a cut tail, a lost chain and a chain rewritten as a whole. Whoever also has the
key could rewrite the heads: that is found with copies of them kept elsewhere (`kept`).
"""

import dataclasses
import datetime
import enum
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from tandem.foundation import signing
from tandem.identity.access import heads, merkle
from tandem.identity.access.chain import FIRST, entry_hash
from tandem.identity.access.models import HASHED, DailyHead, LedgerEntry

BATCH = 5_000
_LEAVES = """
SELECT leaf.person_id, leaf.sequence, entry.hash IS NULL
FROM access_headleaf leaf LEFT JOIN access_ledgerentry entry USING (person_id, sequence)
WHERE entry.hash IS DISTINCT FROM leaf.hash AND (%(only)s::bigint IS NULL OR leaf.person_id = %(only)s)
ORDER BY leaf.person_id, leaf.sequence
"""


class Fault(enum.Enum):
    CHANGED = "the row was changed after it was written"
    GAP = "one row or several are missing before this one"
    DETACHED = "the row does not continue the one before it"
    CUT = "the chain is shorter than it was when a daily head sealed it"
    REPLACED = "the chain was rewritten since a daily head sealed it"


class HeadFault(enum.Enum):
    CHANGED = "the head or one of its leaves was changed, removed or added after it was sealed"
    DETACHED = "the head does not continue the one before it"
    FORGED = "the signature is not that of the key it names"
    UNKNOWN_KEY = "the key that signed it is not in the list, so nothing can be said about its signature"
    LOST = "the head that was kept elsewhere is not here"
    REPLACED = "the head is not the one that was kept elsewhere"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    person_id: int
    sequence: int
    fault: Fault

    def __str__(self) -> str:
        return f"Person {self.person_id}, position {self.sequence}: {self.fault.value}."


@dataclasses.dataclass(frozen=True, slots=True)
class HeadFinding:
    day: datetime.date
    fault: HeadFault

    def __str__(self) -> str:
        return f"Daily head of {self.day}: {self.fault.value}."


@dataclasses.dataclass(slots=True)
class Report:
    """What a run has seen; grows while `verify` is iterated."""

    rows: int = 0
    chains: int = 0
    heads: int = 0


def verify(report: Report, *, person_id: int | None = None) -> Iterator[Finding]:
    """Yield the faults of one chain or of all, in constant memory: row by row, then what the heads have sealed."""
    owner, last, expected = 0, 0, FIRST
    for row_hash, previous, *values in _rows(person_id):
        facts = dict(zip(HASHED, values, strict=True))
        sequence = facts["sequence"]
        if facts["person_id"] != owner:
            owner, last, expected = facts["person_id"], 0, FIRST
            report.chains += 1
        if sequence != last + 1:
            yield Finding(owner, sequence, Fault.GAP)
        elif previous != expected:
            yield Finding(owner, sequence, Fault.DETACHED)
        if entry_hash(previous, facts) != row_hash:
            yield Finding(owner, sequence, Fault.CHANGED)
        last, expected = sequence, row_hash
        report.rows += 1
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES, {"only": person_id})
        for owner, sequence, is_missing in cursor.fetchall():
            yield Finding(owner, sequence, Fault.CUT if is_missing else Fault.REPLACED)


def verify_heads(report: Report, kept: Mapping[datetime.date, Mapping[str, Any]]) -> Iterator[HeadFinding]:
    """Yield the faults of the daily heads, by day. `kept`: copies from elsewhere, as `heads.public` wrote them."""
    expected, lost = FIRST, dict(kept)
    for head in DailyHead.objects.order_by("day").iterator():
        if bytes(head.previous_hash) != expected:
            yield HeadFinding(head.day, HeadFault.DETACHED)
        if _was_changed(head):
            yield HeadFinding(head.day, HeadFault.CHANGED)
        copy = lost.pop(head.day, None)
        if copy and copy["hash"] != bytes(head.hash).hex():
            yield HeadFinding(head.day, HeadFault.REPLACED)
        for line in filter(None, (heads.public(head), copy)):
            if fault := _signature_fault(line):
                yield HeadFinding(head.day, fault)
                break
        expected = bytes(head.hash)
        report.heads += 1
    for day in sorted(lost):
        yield HeadFinding(day, HeadFault.LOST)


def _was_changed(head: DailyHead) -> bool:
    leaves = [heads.leaf(*row) for row in heads.leaves_of(head)]
    return (
        merkle.root(leaves) != bytes(head.root)
        or len(leaves) != head.number_of_leaves
        or entry_hash(bytes(head.previous_hash), heads.facts(head)) != bytes(head.hash)
    )


def _signature_fault(line: Mapping[str, Any]) -> HeadFault | None:
    try:
        return None if heads.is_signed(line) else HeadFault.FORGED
    except signing.UnknownKey:
        return HeadFault.UNKNOWN_KEY


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
