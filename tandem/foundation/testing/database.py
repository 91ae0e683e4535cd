"""The database keeps no promise that was not made to it, sorts alike on every machine, and locks what it may.

Tests are the owner of all tables; in production nobody is. So a lock on rows that the application may only add to
would hold here and fail there.
"""

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

from tandem.foundation.testing.pattern import pattern

_order_by_pairs = SQLCompiler._order_by_pairs
_locked = SQLCompiler.get_select_for_update_of_arguments
_ONLY_GROWING = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT has_table_privilege(%s, oid, 'UPDATE')
"""
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
    SQLCompiler.get_select_for_update_of_arguments = _lockable  # type: ignore[method-assign]
    DatabaseCreation.sql_table_creation_suffix = _creation_suffix  # type: ignore[assignment, method-assign]
    DatabaseCreation._destroy_test_db = _destroy_test_db  # type: ignore[attr-defined]
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


def _lockable(self: SQLCompiler) -> list[str]:
    """The names after FOR UPDATE OF. Raises AssertionError for a table whose rows the application may not change."""
    names: list[str] = _locked(self)
    tables = {name: join.table_name for name, join in self.query.alias_map.items() if self.query.alias_refcount[name]}
    aimed = [tables[name.strip('"')] for name in names] if names else tables.values()
    refused = _only_growing(self.connection.alias).intersection(aimed)
    assert not refused, f"In production no row of {', '.join(sorted(refused))} can be locked: wait_for_turn instead."
    return names


@functools.cache
def _only_growing(alias: str) -> frozenset[str]:
    connection = connections[alias]
    connection.ensure_connection()
    # Not by Django's cursor: nobody counts it among the questions of what is tested.
    return frozenset(name for (name,) in connection.connection.execute(_ONLY_GROWING, [settings.DATABASE_ROLE]))


def _creation_suffix(self: DatabaseCreation) -> str:
    return f'WITH TEMPLATE "{pattern(self.connection)}"'


def _destroy_test_db(self: DatabaseCreation, test_database_name: str, verbosity: int) -> None:
    """With whoever is still in it: a thread of the server that journeys ask, PostgreSQL's own housekeeping."""
    with self.connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{test_database_name}" WITH (FORCE)')


def _sql_flush(self: DatabaseOperations, style: Any, tables: Iterable[str], **options: Any) -> list[str]:
    """Tests with real transactions empty all tables afterwards; those that only grow must let them.

    Most are empty: to see that is quicker than to truncate them. What Django keeps about the models stays as it was
    migrated. The tables of the queue and of the cache (who asked how often) go with the rest, though Django does not
    count them among its own.
    """
    queue = {model._meta.db_table for model in apps.get_app_config("procrastinate").get_models()}
    cache = {cache["LOCATION"] for cache in settings.CACHES.values()}
    names = ", ".join(f"'{table}'" for table in sorted({*tables, *queue, *cache} - _ABOUT_MODELS))
    return ["SET session_replication_role = replica", _EMPTY % names, "SET session_replication_role = DEFAULT"]
