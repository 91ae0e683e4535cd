"""Rows written in one statement, which is a transaction of its own where none is open.

`bulk_create` opens one around itself whatever it does: three questions in place of one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import AutoField, Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from tandem.foundation.prepared import ask

FEW = 12  # rows: for each number of them PostgreSQL keeps a plan


def write(
    model: type[Model], rows: Iterable[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()
) -> None:
    """Add rows without a key of their own; no signals, as with `bulk_create`.

    Where a row with the same `unique` fields is there already, its `update` fields are changed to the new values;
    without `update` it stays as it is.
    """
    added = list(rows)
    if added:
        conflict = OnConflict.UPDATE if update else OnConflict.IGNORE if unique else None
        compiler = _inserting(model, added, conflict, update, unique)
        if len(added) > FEW:
            compiler.execute_sql()
        else:
            _execute(compiler)


def add(row: Model) -> bool:
    """Add a row, and give it its key; False where the database has one already that it cannot stand beside.

    That needs no savepoint: nothing is refused, and the transaction goes on.
    """
    meta = type(row)._meta
    compiler = _inserting(type(row), [row], OnConflict.IGNORE)
    compiler.returning_fields = [meta.pk]
    for (key,) in _execute(compiler):
        row.pk, row._state.adding, row._state.db = key, False, DEFAULT_DB_ALIAS
        return True
    return False


def _execute(compiler: Any) -> list[tuple[Any, ...]]:
    ((sql, values),) = compiler.as_sql()
    return ask(sql, values)


def _inserting(
    model: type[Model],
    rows: list[Model],
    conflict: OnConflict | None,
    update: Sequence[str] = (),
    unique: Sequence[str] = (),
) -> Any:
    meta = model._meta
    query: Any = InsertQuery(
        model,
        on_conflict=conflict,
        update_fields=[meta.get_field(name) for name in update],
        unique_fields=[meta.get_field(name) for name in unique],
    )
    query.insert_values([field for field in meta.concrete_fields if not isinstance(field, AutoField)], rows)
    return query.get_compiler(DEFAULT_DB_ALIAS)
