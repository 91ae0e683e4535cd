"""The database keeps no promise that was not made to it, and sorts alike on every machine."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.commands import flush
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

from tandem.foundation.testing.pattern import pattern

_order_by_pairs = SQLCompiler._order_by_pairs
_ABOUT_MODELS = {"django_content_type", "auth_permission"}
_EMPTY = """
DO $$ DECLARE name text; filled boolean; BEGIN
    FOREACH name IN ARRAY ARRAY[%s]::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%I)', name) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %%I', name); END IF;
    END LOOP;
END $$"""


def install() -> None:
    SQLCompiler._order_by_pairs = _shuffled_pairs  # type: ignore[assignment, method-assign]
    DatabaseCreation.sql_table_creation_suffix = _creation_suffix  # type: ignore[assignment, method-assign]
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[assignment, method-assign]
    flush.emit_post_migrate_signal = lambda *_arguments: None  # type: ignore[attr-defined]


def _shuffled_pairs(self: SQLCompiler) -> Iterator[tuple[OrderBy, bool]]:
    """The asked-for order, or a random one: code that leans on an order nobody promised fails sooner or later."""
    pairs: list[tuple[OrderBy, bool]] = list(_order_by_pairs(self))  # type: ignore[call-overload]
    query = self.query
    free = query.default_ordering and not (query.distinct or query.combinator or query.group_by is not None)
    if not pairs and free:
        pairs = [(OrderBy(Random()), False)]
    yield from pairs


def _creation_suffix(self: DatabaseCreation) -> str:
    return f'WITH TEMPLATE "{pattern(self.connection)}"'


def _sql_flush(self: DatabaseOperations, style: Any, tables: Iterable[str], **options: Any) -> list[str]:
    """Tests with real transactions empty all tables afterwards; those that only grow must let them.

    Most are empty: to see that is quicker than to truncate them. What Django keeps about the models stays as it was
    migrated.
    """
    names = ", ".join(f"'{table}'" for table in tables if table not in _ABOUT_MODELS)
    return ["SET session_replication_role = replica", _EMPTY % names, "SET session_replication_role = DEFAULT"]
