"""When several accounts look as if one helper used them all. No database, no clock.

No law says how many: a couple shares a phone, a family a computer, a public computer serves everybody. All of it is
ours (docs/adr/0126).
"""

import datetime
from collections.abc import Collection, Mapping

# Accounts of persons behind one device, number or address: a couple is two.
FROM = 3
# So many are a public computer or a desk's telephone: nobody is asked, nobody is counted.
PUBLIC_FROM = 12
# How long it is remembered that an account was used with a device, a number or an address.
KEPT = datetime.timedelta(days=30)
# Whoever has said that it is shared is not asked again for so long.
QUIET = datetime.timedelta(days=365)
# Fewer accounts than this are not published.
SMALL = 5


def looks_shared(accounts: int) -> bool:
    """Whether so many accounts of persons behind one thing call for a question."""
    return FROM <= accounts < PUBLIC_FROM


def in_question(used: Mapping[tuple[str, str], Collection[str]], quiet: Collection[str]) -> set[str]:
    """The accounts that share a thing with so many others, given each thing's accounts; not those that said why."""
    found = {account for accounts in used.values() if looks_shared(len(accounts)) for account in accounts}
    return found - set(quiet)


def per_thousand(part: int, whole: int) -> int | None:
    """Of a thousand accounts; None where fewer than SMALL are concerned, or where there are too few to say."""
    if part < SMALL or whole - part < SMALL:
        return None
    return round(1000 * part / whole)
