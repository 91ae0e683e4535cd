"""Questions asked so often that building their SQL costs more than the answer."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.constants import MULTI
from django.db.transaction import TransactionManagementError

from tandem.foundation.postgres.base import DatabaseWrapper, Values
from tandem.foundation.postgres.compiler import SQLCompiler

Row = TypeVar("Row")


def ask(sql: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows of a statement that comes often, what it gives back where it writes: PostgreSQL keeps its plan.

    A value is bound by the server, which must know its type: `%s::date` where nothing else says it.
    """
    return cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS]).rows(sql, values)


class Statement:
    """The SQL of a query, built once per process, at the first call.

    `build` takes the values by name and returns the QuerySet, as ever: what it means is said there and nowhere else.
    `examples` has one value for each name, all different, and none that the query holds of its own: by them the places
    of the values in the SQL are found. Raises ValueError when a name does not appear, or when a value is reckoned from
    one: that would be kept as it was for the examples. Reckon it before, and give it a name.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **examples: Any) -> None:
        self.build = build
        self.examples = examples

    @functools.cached_property
    def parts(self) -> tuple[str, list[str]]:
        """The SQL, and the name of the value for each of its places. Values of its own stand in it as they are."""
        sql, places = self.places
        ops: Any = connections[DEFAULT_DB_ALIAS].ops
        between = sql.split("%s")
        if len(between) != len(places) + 1 or "%%" in sql:
            raise ValueError("a prepared question holds a percent sign of its own")
        said = ["%s" if name else ops.compose_sql("%s", [own]).replace("%", "%%") for name, own in places]
        written = "".join(itertools.chain.from_iterable(zip(between, [*said, ""], strict=True)))
        return written, [name for name, _own in places if name]

    @functools.cached_property
    def places(self) -> tuple[str, list[tuple[str, Any]]]:
        """The SQL, and for each of its places the name of the value, or an empty name and a value of its own."""
        sql, places = self._built(self.examples)
        if set(self.examples) - {name for name, _value in places}:
            raise ValueError("a name of a prepared question does not stand in its SQL")
        others = self._built({name: _another(example) for name, example in self.examples.items()})
        if [_said(*place) for place in places] != [_said(*place) for place in others[1]] or sql != others[0]:
            raise ValueError("a value of a prepared question is reckoned from another one")
        return sql, places

    def _built(self, examples: dict[str, Any]) -> tuple[str, list[tuple[str, Any]]]:
        sql, values = self._query(self.build(**examples)).sql_with_params()
        names = {example: name for name, example in examples.items()}
        return sql, [(names.get(value, ""), value) for value in values]

    def filled(self, **values: Any) -> tuple[str, list[Any]]:
        """What a cursor executes."""
        sql, names = self.parts
        return sql, [values[name] for name in names]

    def fetch(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, as PostgreSQL gives them."""
        return ask(*self.filled(**values))

    def _query(self, found: QuerySet[Any]) -> Any:
        return found.query


class Rows(Statement, Generic[Row]):
    """The rows that a query finds, as the query itself would give them: related rows, conversions, order and all.

    For what every page of somebody asks. What locks its rows is `LockedRows`: Django checks at each call that a
    transaction is open, and this does not ask Django again.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **examples: Any) -> None:
        super().__init__(build, **examples)

    @functools.cached_property
    def example(self) -> tuple[QuerySet[Any, Row], SQLCompiler]:
        found = self.build(**self.examples)
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.as_sql()  # and so knows its columns
        if compiler.has_composite_fields(column for column, _sql, _alias in compiler.select):
            raise ValueError("a prepared question reads a key of several columns")
        return found, compiler

    @functools.cached_property
    def converters(self) -> dict[int, Any]:
        _found, compiler = self.example
        read = compiler.select[: compiler.col_count]
        return compiler.get_converters(expression for expression, _sql, _alias in read)

    def all(self, **values: Any) -> QuerySet[Any, Row]:
        """The rows: a QuerySet, to be read and not to be filtered further."""
        found, compiler = self.example
        filled = _Filled(compiler, self.converters, *self.filled(**values))
        rows, query = _as(found), _as(found.query)
        query.get_compiler = lambda *_arguments, **_options: filled  # type: ignore[method-assign]
        rows._query = query  # type: ignore[attr-defined]  # its setter would choose how rows are read anew
        return rows

    def first(self, **values: Any) -> Row | None:
        """The first row; the query itself must say in which order and that one is enough, or find one at most."""
        return next(iter(self.all(**values)), None)


class _Filled(SQLCompiler):
    """What another one compiled, with other values."""

    def __init__(self, other: SQLCompiler, converters: dict[int, Any], sql: str, values: list[Any]) -> None:
        self.__dict__.update(other.__dict__)
        self.connection = connections[DEFAULT_DB_ALIAS]  # of this thread
        self.converters = converters
        self.said = sql, tuple(values)

    def as_sql(self, *_arguments: Any, **_options: Any) -> tuple[str, tuple[Any, ...]]:
        return self.said

    def execute_sql(self, result_type: Any = MULTI, chunked_fetch: bool = False, chunk_size: int = 100) -> Any:
        if result_type != MULTI or chunked_fetch:
            return super().execute_sql(result_type, chunked_fetch, chunk_size)
        rows = ask(*self.said)
        return [[row[: self.col_count] for row in rows] if self.has_extra_select else rows]

    def results_iter(  # type: ignore[override]
        self, results: Any = None, tuple_expected: bool = False, **options: Any
    ) -> Any:
        rows: Any = itertools.chain.from_iterable(self.execute_sql(**options) if results is None else results)
        rows = self.apply_converters(rows, self.converters) if self.converters else rows
        return map(tuple, rows) if tuple_expected else rows

    def get_converters(self, _expressions: Iterable[Any]) -> dict[int, Any]:
        return self.converters


class LockedRows(Rows[Row]):
    """The same with `select_for_update`. Raises TransactionManagementError where no transaction is open, as Django."""

    def all(self, **values: Any) -> QuerySet[Any, Row]:
        if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
            raise TransactionManagementError("a row is locked for a transaction, and none is open")
        return super().all(**values)


class RowsAmong(Rows[Row]):
    """The rows that belong to some of many, as `build(key__in=…)` finds them; for one of them built once, as a page
    asks, for many each time, as a job does. `key` names what says whose a row is ("person_id"), `examples` other
    values, which `build` gets beside it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], key: str, **examples: Any) -> None:
        super().__init__(build, **{key: 4_611_686_018_427_387_903}, **examples)
        self.key = key

    def among(self, ids: Iterable[int], **values: Any) -> QuerySet[Any, Row]:
        wanted = list(ids)
        if len(wanted) == 1:
            return self.all(**{self.key: wanted[0]}, **values)
        return self.build(**{f"{self.key}__in": wanted}, **values)


class Prepared(Statement):
    """Whether a query finds a row.

    Raises ValueError also for a query in which a value that does not come from a name could be mistaken for one.
    """

    @functools.cached_property
    def places(self) -> tuple[str, list[tuple[str, Any]]]:
        sql, places = super().places
        if any(not name and own != 1 for name, own in places):
            raise ValueError("a prepared question has a value of its own")
        return sql, places

    def holds(self, **values: Any) -> bool:
        return bool(self.fetch(**values))

    def _query(self, found: QuerySet[Any]) -> Any:
        return found.query.exists()


def _said(name: str, own: Any) -> tuple[str, Any]:
    """What a place must say with every set of examples. A value of its own may well be called like a name."""
    return name, None if name else own


def _as(example: Row) -> Row:
    """Another object with the same facts, to be given one of its own. Django's copies all conditions with it."""
    other = example.__class__.__new__(example.__class__)
    other.__dict__.update(example.__dict__)
    return other


def _another(example: Any) -> Any:
    """A value of the same kind. Raises TypeError for a kind that nobody has needed yet."""
    if isinstance(example, datetime.date):
        return example + datetime.timedelta(days=4321)
    return example + 4321 if isinstance(example, int) else example + "4321"
