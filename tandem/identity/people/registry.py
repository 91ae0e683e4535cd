"""Who helps a person: `mandates` lies above and answers here, filled from its `apps.py`."""

import datetime
from collections.abc import Callable

# Whether somebody holds a mandate of this person at that moment.
HasHelper = Callable[[int, datetime.datetime], bool]

helpers: list[HasHelper] = []


def add_helpers(source: HasHelper) -> None:
    if source not in helpers:
        helpers.append(source)


def has_helper(person_id: int, now: datetime.datetime) -> bool:
    """Whether messages to the person can go through a helper."""
    return any(source(person_id, now) for source in helpers)
