"""From a query to its SQL.

Half of what Django computes for a SELECT is the same for every query of a table: its columns, how each is written, how
its values are converted. Here that is computed once per process. What a query means stays Django's: the tests compare
the SQL of both.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.postgresql import compiler as postgresql
from django.db.models import Field, Model
from django.db.models.expressions import Col, Expression

SQLAggregateCompiler = postgresql.SQLAggregateCompiler
SQLDeleteCompiler = postgresql.SQLDeleteCompiler
SQLInsertCompiler = postgresql.SQLInsertCompiler
SQLUpdateCompiler = postgresql.SQLUpdateCompiler


class SQLCompiler(postgresql.SQLCompiler):
    def get_select(self, with_col_aliases: bool = False) -> Any:
        query = self.query
        is_plain = query.default_cols and not (query.select_related or query.annotations or query.extra)
        if with_col_aliases or not is_plain or not _is_whole(query.get_select_mask(), query.get_meta()):
            return super().get_select(with_col_aliases)
        alias = query.get_initial_alias()
        selected = _selected(query.model, alias, self.quote_name_unless_alias(alias))
        return list(selected), {"model": query.model, "select_fields": list(range(len(selected)))}, {}

    def get_default_columns(
        self, select_mask: Any, start_alias: str | None = None, opts: Any = None, from_parent: Any = None
    ) -> list[Expression]:
        meta = opts or self.query.get_meta()
        if from_parent or not _is_whole(select_mask, meta):
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        return list(_columns(meta.model, start_alias or self.query.get_initial_alias()))

    def compile(self, node: Any) -> tuple[str, Any]:
        if type(node) is Col and node.alias:
            return _written(self.quote_name_unless_alias(node.alias), node.target), []
        return super().compile(node)

    def get_order_by(self) -> list[Any]:
        """Django looks each column up in the SELECT, to write `ORDER BY 1`. The name of the column means the same.

        Only where no column has a name of its own and no other query is joined on, so that it can mean nothing else.
        """
        query = self.query
        if not query.default_cols or query.combinator or query.annotations or query.extra or query.distinct:
            return super().get_order_by()
        selected, self.select = self.select, None
        try:
            return super().get_order_by()
        finally:
            self.select = selected

    def get_converters(self, expressions: Iterable[Any]) -> dict[int, Any]:
        columns = list(expressions)
        if not all(type(column) is Col for column in columns):
            return super().get_converters(columns)
        # PostgreSQL's backend adds no converter of its own: what the fields say is all.
        steps = [_converters(column.target, column.output_field) for column in columns]
        return {place: (steps[place], column) for place, column in enumerate(columns) if steps[place]}


def _is_whole(select_mask: Any, meta: Any) -> bool:
    """Whether all columns are read, and none of them from the table of a parent."""
    return meta is not None and not select_mask and not meta.parents


@functools.cache
def _selected(model: type[Model], alias: str, quoted: str) -> list[tuple[Expression, tuple[str, list[Any]], None]]:
    fields = model._meta.concrete_fields
    return [(field.get_col(alias), (_written(quoted, field), []), None) for field in fields]


@functools.cache
def _columns(model: type[Model], alias: str) -> list[Expression]:
    return [field.get_col(alias) for field in model._meta.concrete_fields]


@functools.cache
def _converters(target: Field[Any, Any], output: Field[Any, Any]) -> list[Any]:
    return Col("", target, output).get_db_converters(connection)


def _written(alias: str, field: Field[Any, Any]) -> str:
    return f'{alias}."{field.column}"'
