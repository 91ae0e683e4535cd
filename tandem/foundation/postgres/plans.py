"""Statements whose plan PostgreSQL keeps, at the driver's lowest level."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import Connection, OperationalError, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

MOST = 300  # for each connection: a visit of the filing day needs some seventy, an office others

Values = Sequence[Any] | Mapping[str, Any]

_PLACE = re.compile(r"%(?:(%)|s|\((\w+)\)s)")


class Plans:
    """Those of one connection. Nobody else makes any on it: the driver would, and forgets all of them at a ROLLBACK.

    A cursor of the driver costs three times what its answer does. What values are sent as, and what comes back, the
    driver's own adapters decide, as in a cursor.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection
        self._adapters = Transformer(connection)
        # By the types of its values, too: `%s` may be another one tomorrow.
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._made = 0

    def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """What the statement finds or gives back. Raises what the driver's cursors raise."""
        pgconn, adapters = self._connection.pgconn, self._adapters
        numbered, formats, order = _numbered(sql)
        given: Any = [values[name] for name in order] if order else values  # type: ignore[call-overload]
        if len(given) != len(formats):
            raise errors.ProgrammingError(f"the statement has {len(formats)} places, and {len(given)} values came")
        sent = adapters.dump_sequence(given, formats)
        if not self._connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
            self._done(pgconn.exec_(b"BEGIN"))
        kept = sql, adapters.types or ()
        name = self._names.get(kept) or self._prepare(kept, numbered)
        result = pgconn.exec_prepared(name, sent, adapters.formats)  # type: ignore[arg-type]  # None is NULL
        if result.status != ExecStatus.TUPLES_OK:
            self._done(result)
            return []
        adapters.set_pgresult(result)
        found = adapters.load_rows(0, result.ntuples, tuple)
        adapters.set_pgresult(None)
        return found

    def _prepare(self, kept: tuple[str, tuple[int, ...]], numbered: bytes) -> bytes:
        pgconn = self._connection.pgconn
        if len(self._names) >= MOST:
            oldest = next(iter(self._names))
            self._done(pgconn.exec_(b"DEALLOCATE " + self._names.pop(oldest)))
        name = b"kept_%d" % self._made
        self._made += 1
        self._done(pgconn.prepare(name, numbered, kept[1]))
        self._names[kept] = name
        return name

    def _done(self, result: PGresult) -> None:
        if result.status == ExecStatus.COMMAND_OK:
            return
        if self._connection.pgconn.status == ConnStatus.BAD:
            raise OperationalError(result.get_error_message())
        raise errors.error_from_result(result)


@functools.cache
def _numbered(sql: str) -> tuple[bytes, list[PyFormat], list[str]]:
    """The statement with `$1` for the first `%s` or `%(name)s`, a format for each value, and the names in order."""
    names: list[str] = []
    places = 0

    def number(found: re.Match[str]) -> str:
        nonlocal places
        percent, name = found.groups()
        if percent:
            return "%"
        if name is None:
            places += 1
            return f"${places}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    numbered = _PLACE.sub(number, sql).encode()
    return numbered, [PyFormat.AUTO] * (places or len(names)), names
