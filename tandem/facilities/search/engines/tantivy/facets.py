"""Counting hits by value."""

from __future__ import annotations

from typing import Any

import tantivy

from tandem.facilities.search.engines.tantivy.compiler import Compiled, Compiler, as_number
from tandem.facilities.search.types import Facet, Query

_ASKED = "asked"


def wishes(query: Query, compiled: Compiled, compiler: Compiler) -> list[tuple[tantivy.Query, dict[str, Any]]]:
    """What to ask Tantivy: one question for each facet on a field that is filtered, one for all others together."""
    filtered = {getattr(part, "field", "") for part in query.filters}
    together = [facet for facet in query.facets if facet.field not in filtered]
    asked = [(compiled.query, _wish(together))] if together else []
    alone = [facet for facet in query.facets if facet.field in filtered]
    return asked + [(compiler.without(query, compiled, facet.field), _wish([facet])) for facet in alone]


def count(query: Query, compiled: Compiled, compiler: Compiler) -> dict[str, dict[str, int]]:
    """Field -> value (or number of the range) -> hits."""
    answers: dict[str, Any] = {}
    for wanted, wish in wishes(query, compiled, compiler):
        answers |= compiler.searcher.aggregate(wanted, wish)
    return {facet.field: _counts(facet, answers) for facet in query.facets}


def _counts(facet: Facet, answers: dict[str, Any]) -> dict[str, int]:
    if facet.ranges:
        return {str(number): _in_range(answers[_range_name(facet, number)]) for number in range(len(facet.ranges))}
    return {bucket["key"]: bucket["doc_count"] for bucket in answers[facet.field]["buckets"]}


def _wish(facets: list[Facet]) -> dict[str, Any]:
    wish: dict[str, Any] = {}
    for facet in facets:
        if not facet.ranges:
            wish[facet.field] = {"terms": {"field": facet.field, "size": facet.size}}
        # Ranges of a facet may overlap ("last week", "last month"); those of one aggregation may not.
        for number, (low, high) in enumerate(facet.ranges):
            bounds: dict[str, float | str] = {"key": _ASKED}
            if low is not None:
                bounds["from"] = float(as_number(low) or 0)
            if high is not None:
                bounds["to"] = float((as_number(high) or 0) + 1)
            wish[_range_name(facet, number)] = {"range": {"field": facet.field, "ranges": [bounds]}}
    return wish


def _range_name(facet: Facet, number: int) -> str:
    return f"{facet.field}#{number}"


def _in_range(answer: dict[str, Any]) -> int:
    """Tantivy adds the ranges before and after the one asked for."""
    return sum(bucket["doc_count"] for bucket in answer["buckets"] if bucket["key"] == _ASKED)
