"""What was read from the database in this very request and need not be read again: facts, never decisions.

Kept in a place in memory that the middleware opens and closes. Outside of it (jobs, commands) nothing is kept, and who
asks finds nothing: the database is asked.
"""

import contextlib
import contextvars
from collections.abc import Iterator

_owners: contextvars.ContextVar[set[tuple[int, int]] | None] = contextvars.ContextVar(
    "owners_read_in_this_request", default=None
)


@contextlib.contextmanager
def remembered() -> Iterator[None]:
    token = _owners.set(set())
    try:
        yield
    finally:
        _owners.reset(token)


def note_owner(user_id: int, person_id: int) -> None:
    """The database has just said that this account is this person's."""
    owners = _owners.get()
    if owners is not None:
        owners.add((user_id, person_id))


def is_owner(user_id: int, person_id: int) -> bool:
    """Whether it said so in this request. False says nothing: ask it."""
    return (user_id, person_id) in (_owners.get() or ())
