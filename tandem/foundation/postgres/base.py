"""What Django loads for `ENGINE = "tandem.foundation.postgres"`."""

import datetime
import select
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

from tandem.foundation.postgres.plans import Plans, Values


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "tandem.foundation.postgres.compiler"

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For tests and whoever looks for a slow query: with its values, also where they went apart from it."""
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class Moment(Loader):
    """A moment as PostgreSQL writes it. The driver takes it apart by a pattern, for eras and years that we have not.

    Connections speak UTC, and say so in `timezone` to Django.
    """

    timezone = datetime.UTC

    def load(self, data: Any) -> datetime.datetime:
        return datetime.datetime.fromisoformat(bytes(data).decode())


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """Whether the server has not hung up: asked once a request, before its first question.

        Django sends `SELECT 1`, a round trip. A server that shuts down says so and hangs up: something can be read
        where nobody has asked. What only a question can find out, the next one does. A transaction that has failed
        answers nothing more, as with Django.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.pgconn.transaction_status == TransactionStatus.INERROR:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)

    def get_new_connection(self, conn_params: Any) -> Any:
        opened = super().get_new_connection(conn_params)
        opened.adapters.register_loader("timestamptz", Moment)
        # Whoever may keep plans at all keeps his own: see there.
        self._plans = Plans(opened) if opened.prepare_threshold is not None else None
        opened.prepare_threshold = None
        return opened

    def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """What a statement finds, or gives back of what it writes, whose plan PostgreSQL keeps: it gets the values
        apart from the SQL.

        For `foundation.prepared` only: Django writes the values of all other queries into their SQL, which is what
        those were tested with. PostgreSQL keeps nothing unless OPTIONS say `prepare_threshold`.
        """
        self.close_if_health_check_failed()
        if self.connection is None:
            self.ensure_connection()
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            if self._plans is None or self.queries_logged or self.execute_wrappers:
                return self._by_cursor(sql, values)
            return self._plans.rows(sql, values)

    def _by_cursor(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """Where nothing may be kept, or somebody counts: an ordinary cursor, so that all queries are counted alike."""
        cursor: Any = base.ServerBindingCursor(self.connection)  # type: ignore[call-arg]
        if self.queries_logged or self.execute_wrappers:
            cursor = self._prepare_cursor(cursor)  # type: ignore[attr-defined]
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall() if cursor.pgresult.nfields else []
        return found
