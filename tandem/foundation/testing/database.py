"""The database keeps no promise that was not made to it, and sorts alike on every machine."""

from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

_order_by_pairs = SQLCompiler._order_by_pairs
_plain_flush = DatabaseOperations.sql_flush


def install() -> None:
    SQLCompiler._order_by_pairs = _shuffled_pairs  # type: ignore[assignment, method-assign]
    DatabaseCreation.sql_table_creation_suffix = _creation_suffix  # type: ignore[assignment, method-assign]
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[assignment, method-assign]


def _shuffled_pairs(self: SQLCompiler) -> Iterator[tuple[OrderBy, bool]]:
    """The asked-for order, or a random one: code that leans on an order nobody promised fails sooner or later."""
    pairs: list[tuple[OrderBy, bool]] = list(_order_by_pairs(self))  # type: ignore[call-overload]
    query = self.query
    free = query.default_ordering and not (query.distinct or query.combinator or query.group_by is not None)
    if not pairs and free:
        pairs = [(OrderBy(Random()), False)]
    yield from pairs


def _creation_suffix(self: DatabaseCreation) -> str:
    return (
        "WITH TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        " LC_COLLATE 'C' LC_CTYPE 'C'"
    )


def _sql_flush(self: DatabaseOperations, *arguments: Any, **options: Any) -> list[str]:
    """Tests with real transactions empty all tables afterwards; the ledger's TRUNCATE trigger must let them."""
    statements = _plain_flush(self, *arguments, **options)
    return ["SET session_replication_role = replica", *statements, "SET session_replication_role = DEFAULT"]
