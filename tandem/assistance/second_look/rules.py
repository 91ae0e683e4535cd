"""How long a copy may be looked at, how it is counted, and what a remark is. No database, no clock.

The limits are the house's own, reasoned in docs/adr/0120.
"""

import datetime

# A helper looks within the week; whoever got a link, too. A copy is not a place to keep things.
LIFE = datetime.timedelta(days=7)
# After that nobody needs the copy any more: it goes with its remarks.
KEPT = datetime.timedelta(days=90)
MOST_OPEN = 5
LONGEST_REMARK = 500
LONGEST_WISH = 300
LONGEST_NAME = 60
# Below this a count could point at somebody.
FEWEST_SHOWN = 5


def shown_count(number: int) -> int | None:
    """A count for a public page: nothing between one and four, so that nobody is found in it."""
    return number if number == 0 or number >= FEWEST_SHOWN else None
