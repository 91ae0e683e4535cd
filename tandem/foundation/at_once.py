"""Rows written in one statement, which is a transaction of its own where none is open.

`bulk_create` opens one around itself whatever it does: three questions in place of one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import AutoField, Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def write(
    model: type[Model], rows: Iterable[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()
) -> None:
    """Add rows without a key of their own; no signals, as with `bulk_create`.

    Where a row with the same `unique` fields is there already, its `update` fields are changed to the new values;
    without `update` it stays as it is.
    """
    added = list(rows)
    if not added:
        return
    meta = model._meta
    query: Any = InsertQuery(
        model,
        on_conflict=OnConflict.UPDATE if update else OnConflict.IGNORE if unique else None,
        update_fields=[meta.get_field(name) for name in update],
        unique_fields=[meta.get_field(name) for name in unique],
    )
    query.insert_values([field for field in meta.concrete_fields if not isinstance(field, AutoField)], added)
    query.get_compiler(DEFAULT_DB_ALIAS).execute_sql()
