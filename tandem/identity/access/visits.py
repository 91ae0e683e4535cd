"""What counts as one visit: the same actor, in one request, opening one file for one purpose.

A page that asks the gate three times leaves one row; the page opened again, or a second tab, leaves another. The
request is known by a place in memory that the middleware opens and closes, never by the request id: its sender chooses
that, and could repeat it to hide visits.
"""

import contextlib
import contextvars
from collections.abc import Hashable, Iterator

_rows: contextvars.ContextVar[dict[Hashable, int] | None] = contextvars.ContextVar(
    "rows_of_this_request", default=None
)


@contextlib.contextmanager
def of_one_request() -> Iterator[None]:
    """Within, visits are remembered. Outside (jobs, commands) each opening is a visit of its own."""
    token = _rows.set({})
    try:
        yield
    finally:
        _rows.reset(token)


def known(visit: Hashable) -> int | None:
    """The key of the ledger row that this request has written for the visit; None for a new one."""
    return (_rows.get() or {}).get(visit)


def remember(visit: Hashable, row: int) -> None:
    rows = _rows.get()
    if rows is not None:
        rows[visit] = row
