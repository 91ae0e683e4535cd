"""What Django loads for `ENGINE = "tandem.foundation.postgres"`."""

import contextlib
from collections.abc import Iterator

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "tandem.foundation.postgres.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    @contextlib.contextmanager
    def keeping_plans(self) -> Iterator[None]:
        """Within: PostgreSQL gets values apart from the SQL, and keeps the plan of what comes often.

        For `foundation.prepared` only: Django writes the values of all other queries into their SQL, which is what
        those were tested with. Does nothing special unless OPTIONS say `prepare_threshold`.
        """
        self.ensure_connection()
        usual, self.connection.cursor_factory = self.connection.cursor_factory, base.ServerBindingCursor
        try:
            yield
        finally:
            self.connection.cursor_factory = usual
