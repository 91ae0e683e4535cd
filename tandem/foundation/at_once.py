"""Rows written in one statement, which is a transaction of its own where none is open.

`bulk_create` opens one around itself whatever it does: three questions in place of one. Django builds the SQL anew for
each row; here it is built once for a model and a number of rows.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.constants import OnConflict

from tandem.foundation.prepared import ask

FEW = 12  # rows: for each number of them PostgreSQL keeps a plan

# What Django would send as it stands in the row.
_AS_IT_IS: tuple[type[models.Field[Any, Any]], ...] = (
    models.BooleanField,
    models.CharField,
    models.ForeignKey,
    models.OneToOneField,
    models.TextField,
)


def write(
    model: type[models.Model], rows: Iterable[models.Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()
) -> None:
    """Add rows without a key of their own; no signals, as with `bulk_create`.

    Where a row with the same `unique` fields is there already, its `update` fields are changed to the new values;
    without `update` it stays as it is.
    """
    added = list(rows)
    if added:
        conflict = OnConflict.UPDATE if update else OnConflict.IGNORE if unique else None
        statement = _statement(model, len(added), conflict, tuple(unique), tuple(update))
        if len(added) <= FEW:
            ask(statement, _values(model, added))
        else:
            with connection.cursor() as cursor:
                cursor.execute(statement, _values(model, added))


def add(row: models.Model) -> bool:
    """Add a row, and give it its key; False where the database has one already that it cannot stand beside.

    That needs no savepoint: nothing is refused, and the transaction goes on.
    """
    return _keyed(row, OnConflict.IGNORE)


def insert(row: models.Model) -> None:
    """Add a row, and give it its key; no signals. Raises IntegrityError as `save` does."""
    _keyed(row, None)


def _keyed(row: models.Model, conflict: OnConflict | None) -> bool:
    model = type(row)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    for (found,) in ask(f"{_statement(model, 1, conflict)} RETURNING {key}", _values(model, [row])):
        row.pk, row._state.adding, row._state.db = found, False, DEFAULT_DB_ALIAS
        return True
    return False


@functools.cache
def _statement(
    model: type[models.Model],
    rows: int,
    conflict: OnConflict | None,
    unique: tuple[str, ...] = (),
    update: tuple[str, ...] = (),
) -> str:
    meta: Any = model._meta
    quoted = connection.ops.quote_name
    fields = [field for field, _value in _fields(model)]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    suffix = connection.ops.on_conflict_suffix_sql(
        fields,
        conflict,
        [meta.get_field(name).column for name in update],
        [meta.get_field(name).column for name in unique],
    )
    values = ", ".join([places] * rows)
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES {values} {suffix}".rstrip()  # noqa: S608 - names of columns


def _values(model: type[models.Model], rows: Iterable[models.Model]) -> list[Any]:
    fields = _fields(model)
    return [value(row) for row in rows for _field, value in fields]


@functools.cache
def _fields(model: type[models.Model]) -> list[tuple[models.Field[Any, Any], Callable[[models.Model], Any]]]:
    """The columns that a new row fills, each with what is sent for it. The database gives the key."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return [(field, _sent(field)) for field in fields]


def _sent(field: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    if type(field) in _AS_IT_IS:
        return operator.attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
