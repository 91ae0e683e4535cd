"""What Django loads for `ENGINE = "tandem.foundation.postgres"`."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "tandem.foundation.postgres.compiler"

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """For tests and whoever looks for a slow query: with its values, also where they went apart from it."""
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    @contextlib.contextmanager
    def keeping_plans(self) -> Iterator[None]:
        """Within: PostgreSQL gets values apart from the SQL, and keeps the plan of what comes often.

        For `foundation.prepared` only: Django writes the values of all other queries into their SQL, which is what
        those were tested with. Does nothing special unless OPTIONS say `prepare_threshold`.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        held = self.connection  # by the end of the block there may be another one, or none
        usual, held.cursor_factory = held.cursor_factory, base.ServerBindingCursor
        try:
            yield
        finally:
            held.cursor_factory = usual
