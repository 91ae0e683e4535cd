"""Counting hits by value."""

from __future__ import annotations

from typing import Any

import tantivy

from tandem.facilities.search.engines.tantivy.compiler import Compiled, Compiler, as_number
from tandem.facilities.search.types import Facet, Query

_ASKED = "asked"


def count(query: Query, compiled: Compiled, compiler: Compiler) -> dict[str, dict[str, int]]:
    """Facets on a field that is filtered cost a question each; all others one together."""
    filtered = {getattr(part, "field", "") for part in query.filters}
    together = [facet for facet in query.facets if facet.field not in filtered]
    counts: dict[str, dict[str, int]] = {}
    if together:
        counts |= _ask(compiler.searcher, compiled.query, together)
    for facet in query.facets:
        if facet.field in filtered:
            counts |= _ask(compiler.searcher, compiler.without(query, compiled, facet.field), [facet])
    return counts


def _ask(searcher: tantivy.Searcher, query: tantivy.Query, facets: list[Facet]) -> dict[str, dict[str, int]]:
    answer = searcher.aggregate(query, _wish(facets))
    counts: dict[str, dict[str, int]] = {}
    for facet in facets:
        if facet.ranges:
            counts[facet.field] = {
                str(number): _in_range(answer[_range_name(facet, number)]) for number in range(len(facet.ranges))
            }
        else:
            counts[facet.field] = {bucket["key"]: bucket["doc_count"] for bucket in answer[facet.field]["buckets"]}
    return counts


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
