"""Questions asked so often that building their SQL costs more than the answer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """Whether a query finds a row; its SQL is built once per process, at the first call.

    `build` takes the values by name and returns the QuerySet, as ever: what it means is said there and nowhere else.
    `examples` has one value for each name, all different: by them the places of the values in the SQL are found.
    Raises ValueError for a query in which a value that does not come from a name could be mistaken for one, or in
    which a name does not appear.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **examples: Any) -> None:
        self.build = build
        self.examples = examples

    @functools.cached_property
    def statement(self) -> tuple[str, list[str]]:
        """The SQL, and the name of the value for each of its places."""
        query = self.build(**self.examples).query.exists()
        sql, values = query.sql_with_params()
        names = {example: name for name, example in self.examples.items()}
        places = []
        for value in values:
            if value not in names and value != 1:
                raise ValueError("a prepared question has a value of its own")
            places.append(names.get(value, ""))
        if set(names.values()) - set(places):
            raise ValueError("a name of a prepared question does not stand in its SQL")
        return sql, places

    def holds(self, **values: Any) -> bool:
        sql, places = self.statement
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[name] if name else 1 for name in places])
            return cursor.fetchone() is not None
