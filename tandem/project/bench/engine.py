"""How long the engine takes for a question, beside Tantivy alone for the query it was compiled to."""

import statistics
import time
from collections.abc import Callable, Sequence

from tandem.facilities.search import registry
from tandem.facilities.search.engines.tantivy import TantivyEngine
from tandem.facilities.search.types import Query
from tandem.market.ads.search.bench import questions
from tandem.project.bench.corpus import COLLECTION
from tandem.project.bench.report import Figure, Report

MILLISECONDS = 15.0
WITHIN = 1.5
ROUNDS = 15


def measure(report: Report, count: int) -> None:
    engine = registry.engine(COLLECTION)
    asked = questions()
    if not isinstance(engine, TantivyEngine):
        raise TypeError("The limit is Tantivy's own: set TANDEM_SEARCH_ENGINE to it")
    ours, bare = paired(asked, engine.search, engine.bare_search)
    p95, limit = percentile(ours, 95), percentile(bare, 95)
    report.add(
        Figure(
            f"engine call p95 ({count:,} ads)",
            p95,
            "ms",
            f"<= {MILLISECONDS:g} ms and <= {WITHIN:g} x",
            p95 <= MILLISECONDS and p95 <= WITHIN * limit,
            limit,
            "Tantivy, same query",
        )
    )
    report.add(
        Figure(
            f"  median ({count:,} ads)", statistics.median(ours), "ms", "", True, statistics.median(bare), "Tantivy"
        )
    )


def paired(
    asked: Sequence[Query], ours: Callable[[Query], object], bare: Callable[[Query], Callable[[], object]]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each, in turn, after one round that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS + 1):
        for query in asked:
            alone = bare(query)
            for series, act in ((taken[0], lambda query=query: ours(query)), (taken[1], alone)):
                started = time.perf_counter()
                act()
                if round_:
                    series.append((time.perf_counter() - started) * 1000)
    return taken


def percentile(values: Sequence[float], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]
