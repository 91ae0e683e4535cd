"""Measures the Tantivy engine against Tantivy itself, for `make bench`: the work is the same, the difference ours."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy

from tandem.facilities.search import registry
from tandem.facilities.search.engines.tantivy import TantivyEngine, facets, layout
from tandem.facilities.search.engines.tantivy.compiler import Compiler
from tandem.facilities.search.types import Document, Query, Schema


@dataclasses.dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timing:
        cuts = statistics.quantiles(seconds, n=100, method="inclusive")
        return cls(*(round(1000 * cuts[place], 3) for place in (49, 94, 98)))


@dataclasses.dataclass(frozen=True, slots=True)
class QueryFigures:
    """`ratio` is engine to raw, of the sums over all calls."""

    engine: Timing
    raw: Timing
    ratio: float


def measure_queries(collection: str, queries: Sequence[Query], *, repeats: int = 20) -> QueryFigures:
    """Ask each query `repeats` times through the engine and, compiled beforehand, of Tantivy directly; by turns, so
    that both meet the same machine. Raises TypeError unless the collection lies in Tantivy."""
    engine = registry.engine(collection)
    if not isinstance(engine, TantivyEngine):
        raise TypeError("Only the Tantivy engine can be measured against Tantivy")
    compiler = engine.compiler()
    pairs = [(query, _raw(query, compiler)) for query in queries]
    for query, raw in pairs:
        engine.search(query)
        raw()
    with_engine: list[float] = []
    without: list[float] = []
    for _turn in range(repeats):
        for query, raw in pairs:
            with_engine.append(_seconds(lambda query=query: engine.search(query)))  # type: ignore[misc]
            without.append(_seconds(raw))
    return QueryFigures(Timing.of(with_engine), Timing.of(without), round(sum(with_engine) / sum(without), 2))


def raw_indexing_seconds(documents: Iterable[Document], schema: Schema, folder: Path) -> tuple[int, float]:
    """(how many, seconds) that Tantivy alone needs for documents already in its own form; making them is not timed.

    All of them are made beforehand: Tantivy's threads would go on indexing one batch while the next is being made.
    """
    write = layout.Writer(schema).write
    rows = [write(document) for document in documents]
    folder.mkdir(parents=True)
    index = tantivy.Index(layout.build(schema), str(folder))
    layout.register(index)
    writer = index.writer(heap_size=256_000_000)
    start = time.perf_counter()
    for row in rows:
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    return len(rows), time.perf_counter() - start


def _raw(query: Query, compiler: Compiler) -> Callable[[], object]:
    searcher, compiled = compiler.searcher, compiler.compile(query)
    order = layout.order_of(query, scored=compiled.scored)
    wishes = facets.wishes(query, compiled, compiler)

    def ask() -> object:
        found = searcher.search(
            compiled.query, limit=query.size, offset=(query.page - 1) * query.size, count=True, **order
        )
        return found, [searcher.aggregate(wanted, wish) for wanted, wish in wishes]

    return ask


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
