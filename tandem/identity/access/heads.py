"""The daily head: once a day, one signed line over all that the ledger holds.

Each head covers the chains that grew since the head before, and the head before itself. So a copy of any head, kept
where nobody of this machine can change it, fixes everything that was written until then.
"""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from tandem.foundation import signing
from tandem.foundation.clock import day_of
from tandem.identity.access import merkle
from tandem.identity.access.chain import FIRST, canonical, entry_hash
from tandem.identity.access.models import DailyHead, HeadLeaf

USE = "ledger head"
_SEAL_LOCK = 7_310_227
# The last rows of the chains that grew. A transaction that was open while the head before was sealed may have had a
# lower key than that head saw: the search goes back to the one before it.
_GROWN = """
SELECT grown.person_id, tail.sequence, tail.hash, tail.id
FROM (SELECT DISTINCT person_id FROM access_ledgerentry WHERE id > %s) grown
CROSS JOIN LATERAL (
    SELECT sequence, hash, id FROM access_ledgerentry entry
    WHERE entry.person_id = grown.person_id ORDER BY sequence DESC LIMIT 1
) tail
WHERE NOT EXISTS (
    SELECT FROM access_headleaf leaf WHERE leaf.person_id = grown.person_id AND leaf.sequence = tail.sequence
)
ORDER BY grown.person_id
"""


def seal(*, now: datetime.datetime) -> DailyHead | None:
    """Write the head of yesterday (in Switzerland) unless it stands already; None then.

    It covers all that stands in the ledger at this moment.
    """
    day = day_of(now) - datetime.timedelta(days=1)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
        heads = list(DailyHead.objects.order_by("-day")[:2])
        if heads and heads[0].day >= day:
            return None
        before, one_more = [*heads, None, None][:2]
        with connection.cursor() as cursor:
            cursor.execute(_GROWN, [one_more.through_id if one_more else 0])
            grown = cursor.fetchall()
        head = DailyHead(
            day=day,
            sealed_at=now,
            through_id=max([row[3] for row in grown] + ([before.through_id] if before else [0])),
            number_of_leaves=len(grown),
            root=merkle.root([leaf(*row[:3]) for row in grown]),
            previous_hash=before.hash if before else FIRST,
        )
        head.hash = entry_hash(bytes(head.previous_hash), facts(head))
        head.key_id, head.signature = signing.sign(head.hash, use=USE)
        head.save(force_insert=True)
        HeadLeaf.objects.bulk_create(
            [HeadLeaf(head=head, person_id=person, sequence=place, hash=hash_) for person, place, hash_, _id in grown],
            batch_size=5_000,
        )
    return head


def leaf(person_id: int, sequence: int, row_hash: bytes) -> bytes:
    return merkle.leaf(canonical({"person_id": person_id, "sequence": sequence, "hash": row_hash.hex()}).encode())


def facts(head: DailyHead) -> dict[str, Any]:
    """What the hash of a head covers, beside the head before it."""
    return {
        "day": head.day.isoformat(),
        "sealed_at": head.sealed_at,
        "number_of_leaves": head.number_of_leaves,
        "root": bytes(head.root).hex(),
    }


def public(head: DailyHead) -> dict[str, Any]:
    """The line that is handed outside: no number of a person, and all that a checker needs."""
    return {
        **facts(head),
        "sealed_at": head.sealed_at.isoformat(),
        "previous_hash": bytes(head.previous_hash).hex(),
        "hash": bytes(head.hash).hex(),
        "key_id": head.key_id,
        "public_key": signing.public_keys().get(head.key_id, b"").hex(),
        "signature": bytes(head.signature).hex(),
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Proof:
    """That a head covers one chain up to a row, without anybody else's rows."""

    day: datetime.date
    person_id: int
    sequence: int
    row_hash: bytes
    path: Sequence[tuple[str, bytes]]

    def root(self) -> bytes:
        """What the head's root must be."""
        return merkle.climb(leaf(self.person_id, self.sequence, self.row_hash), self.path)


def proof_of(person_id: int) -> Proof | None:
    """How the newest head that covers this person's chain covers it; None before the first."""
    own = HeadLeaf.objects.filter(person_id=person_id).select_related("head").order_by("-sequence").first()
    if own is None:
        return None
    rows = list(leaves_of(own.head))
    index = next(place for place, row in enumerate(rows) if row[0] == person_id)
    path = merkle.path([leaf(*row) for row in rows], index)
    return Proof(own.head.day, person_id, own.sequence, bytes(own.hash), path)


def leaves_of(head: DailyHead) -> Iterable[tuple[int, int, bytes]]:
    """Person, position and hash of each leaf, in the order of the tree."""
    rows = head.leaves.order_by("person_id").values_list("person_id", "sequence", "hash")
    return ((person, sequence, bytes(row_hash)) for person, sequence, row_hash in rows)


def is_signed(head: Mapping[str, Any]) -> bool:
    """Whether the signature of a head as `public` wrote it is ours. Raises signing.UnknownKey."""
    return signing.verify(head["key_id"], bytes.fromhex(head["hash"]), bytes.fromhex(head["signature"]), use=USE)
