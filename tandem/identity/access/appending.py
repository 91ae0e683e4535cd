"""How a row comes to the end of its chain: one statement, whatever the length of the chain."""

import json

from tandem.foundation.prepared import ask
from tandem.identity.access.chain import canonical
from tandem.identity.access.models import LedgerEntry

# A position that no row has: rows are numbered from one.
_PLACE = '"sequence":0'


def append(entry: LedgerEntry) -> None:
    """Write the row at the end of its person's chain, and note on it the place, hashes and key it got."""
    entry.sequence = 0
    facts = entry.facts()
    # Quotes inside of values are escaped, so that no value can hold the place.
    before, after = canonical(facts).split(_PLACE)
    ((entry.pk, entry.sequence, entry.previous_hash, entry.hash),) = ask(
        "SELECT id, sequence, previous_hash, hash FROM access_append(%s, %s, %s)",
        [json.dumps(facts, default=str), f'{before}"sequence":', after],
    )
    entry._state.adding = False
