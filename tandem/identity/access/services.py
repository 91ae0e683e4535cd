"""The gate and the ledger. There is no other way from a request to a person's file."""

import datetime

from django.db import connection, transaction

from tandem.foundation.refusals import Hidden
from tandem.identity.access import registry
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.rules import FIRST, entry_hash
from tandem.identity.access.types import Acting


def open_file(acting: Acting, person_id: int, purpose: Purpose, *, now: datetime.datetime) -> Acting:
    """The way to a person's data: returns `acting` concerning that person, or raises `Hidden`.

    Missing and forbidden look alike. Opening somebody else's file leaves a row in the ledger; opening one's own does
    not, because nobody looked. Verbs and questions about the person take the returned value.
    """
    for ground in registry.grounds:
        authority = ground(acting, person_id, purpose, now)
        if authority is not None:
            opened = acting.concerning(person_id, authority)
            if acting.person_id != person_id:
                record(opened, verb="access.open_file", purpose=purpose, now=now)
            return opened
    raise Hidden


@transaction.atomic
def record(
    acting: Acting,
    *,
    verb: str,
    purpose: Purpose,
    now: datetime.datetime,
    object_type: str = "",
    object_id: str | int = "",
) -> LedgerEntry:
    """Write one row into the chain of the person that `acting` concerns, in the transaction of the act itself.

    Raises ValueError when `acting` concerns nobody.
    """
    if acting.person_id is None:
        raise ValueError("acting concerns no person: open her file first")
    # Two acts on one file at the same moment must not take the same place in its chain.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ledger'), %s::int)", [acting.person_id % 2**31])
    last = (
        LedgerEntry.objects.filter(person_id=acting.person_id)
        .order_by("-sequence")
        .values_list("sequence", "hash")
        .first()
    )
    sequence, previous = (last[0] + 1, bytes(last[1])) if last else (1, FIRST)
    entry = LedgerEntry(
        person_id=acting.person_id,
        sequence=sequence,
        at=now,
        user_id=acting.user_id,
        organisation_id=acting.organisation_id,
        capacity=acting.capacity,
        authority=acting.authority.kind,
        authority_reference=acting.authority.reference,
        presence=acting.presence,
        purpose=purpose,
        verb=verb,
        object_type=object_type,
        object_id=str(object_id),
        request_id=acting.request_id,
        previous_hash=previous,
    )
    entry.hash = entry_hash(previous, entry.facts())
    entry.save(force_insert=True)
    return entry
