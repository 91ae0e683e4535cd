"""Questions asked so often that building their SQL costs more than the answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Statement:
    """The SQL of a query, built once per process, at the first call.

    `build` takes the values by name and returns the QuerySet, as ever: what it means is said there and nowhere else.
    `examples` has one value for each name, all different, and none that the query holds of its own: by them the places
    of the values in the SQL are found. Raises ValueError when a name does not appear.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **examples: Any) -> None:
        self.build = build
        self.examples = examples

    @functools.cached_property
    def parts(self) -> tuple[str, list[tuple[str, Any]]]:
        """The SQL, and for each of its places the name of the value, or an empty name and a value of its own."""
        sql, values = self._query(self.build(**self.examples)).sql_with_params()
        names = {example: name for name, example in self.examples.items()}
        places = [(names.get(value, ""), value) for value in values]
        if set(names.values()) - {name for name, _value in places}:
            raise ValueError("a name of a prepared question does not stand in its SQL")
        return sql, places

    def filled(self, **values: Any) -> tuple[str, list[Any]]:
        """What a cursor executes."""
        sql, places = self.parts
        return sql, [values[name] if name else own for name, own in places]

    def _query(self, found: QuerySet[Any]) -> Any:
        return found.query


class Prepared(Statement):
    """Whether a query finds a row.

    Raises ValueError also for a query in which a value that does not come from a name could be mistaken for one.
    """

    @functools.cached_property
    def parts(self) -> tuple[str, list[tuple[str, Any]]]:
        sql, places = super().parts
        if any(not name and own != 1 for name, own in places):
            raise ValueError("a prepared question has a value of its own")
        return sql, places

    def holds(self, **values: Any) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(**values))
            return cursor.fetchone() is not None

    def _query(self, found: QuerySet[Any]) -> Any:
        return found.query.exists()
