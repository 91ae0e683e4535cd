"""Counting hits by value."""

from __future__ import annotations

import itertools
import math
from typing import Any

import tantivy

from tandem.facilities.search.engines.tantivy.compiler import Compiled, Compiler, as_number
from tandem.facilities.search.types import Facet, Query, Range


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
    buckets = answers[facet.field]["buckets"]
    if not facet.ranges:
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return {str(number): _between(buckets, *_bounds(wanted)) for number, wanted in enumerate(facet.ranges)}


def _wish(facets: list[Facet]) -> dict[str, Any]:
    return {facet.field: _wish_of(facet) for facet in facets}


def _wish_of(facet: Facet) -> dict[str, Any]:
    """Ranges of a facet may overlap ("last week", "last month"), those of Tantivy may not: ask for the stretches
    between all their ends, in one go, and add them up."""
    if not facet.ranges:
        return {"terms": {"field": facet.field, "size": facet.size}}
    ends = sorted({end for wanted in facet.ranges for end in _bounds(wanted) if abs(end) != math.inf})
    stretches = [{"from": low, "to": high} for low, high in itertools.pairwise(ends)]
    return {"range": {"field": facet.field, "ranges": stretches or [{"to": ends[0]}]}}


def _bounds(wanted: Range) -> tuple[float, float]:
    """From, and up to but not including."""
    low, high = as_number(wanted[0]), as_number(wanted[1])
    return (-math.inf if low is None else float(low), math.inf if high is None else high + 1.0)


def _between(buckets: list[dict[str, Any]], low: float, high: float) -> int:
    return sum(
        bucket["doc_count"]
        for bucket in buckets
        if bucket.get("from", -math.inf) >= low and bucket.get("to", math.inf) <= high
    )
