"""Rows of another table as one column of a row: what is read together is one question."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, models

Found = TypeVar("Found", bound=models.Model)

# JSON holds what these hold. Not a number with decimals, and not what is encrypted.
_PLAIN: frozenset[type[models.Field[Any, Any]]] = frozenset(
    {
        models.AutoField,
        models.BigAutoField,
        models.BooleanField,
        models.CharField,
        models.ForeignKey,
        models.IntegerField,
        models.JSONField,
        models.OneToOneField,
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.TextField,
    }
)
_TIMES: Mapping[type[models.Field[Any, Any]], Callable[[str], Any]] = {
    models.DateField: datetime.date.fromisoformat,
    models.DateTimeField: datetime.datetime.fromisoformat,
}


class _Row(models.Func):
    """Its columns as JSON, without their names: half of what an object costs PostgreSQL, and less to read."""

    function = "json_build_array"
    template = "%(function)s(%(expressions)s)::text"
    output_field = models.TextField()


def listed(rows: models.QuerySet[Any]) -> ArraySubquery:
    """These rows, whole and in their order, for `annotate`; `read` makes them rows of their model again.

    Raises TypeError for a model with a column that JSON cannot hold exactly.
    """
    model: type[models.Model] = rows.model
    return ArraySubquery(rows.values(row=_Row(*(name for name, _read in _columns(model)))))


def read(model: type[Found], found: Iterable[str]) -> list[Found]:
    """The rows that `listed` has put into a column."""
    columns = _columns(model)
    names = [name for name, _read in columns]
    return [
        model.from_db(
            DEFAULT_DB_ALIAS,
            names,
            [
                one(value) if one and value is not None else value
                for value, (_name, one) in zip(row, columns, strict=True)
            ],
        )
        for row in json.loads(f"[{','.join(found)}]")
    ]


@functools.cache
def _columns(model: type[models.Model]) -> list[tuple[str, Callable[[str], Any] | None]]:
    fields = model._meta.concrete_fields
    if kept := [field.name for field in fields if type(field) not in _PLAIN and type(field) not in _TIMES]:
        raise TypeError(f"{model.__name__}: JSON does not hold {', '.join(kept)} exactly.")
    return [(field.attname, _TIMES.get(type(field))) for field in fields]
