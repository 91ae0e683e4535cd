"""How long the engine takes for a question, beside Tantivy alone for the query it was compiled to."""

from tandem.facilities.search.bench import measure_queries
from tandem.foundation import clock
from tandem.identity.access.types import VISITOR
from tandem.market.ads.search.answering import criteria_of
from tandem.market.ads.search.finding import query_of
from tandem.project.bench.corpus import COLLECTION
from tandem.project.bench.questions import ASKED
from tandem.project.bench.report import Figure, Report

MILLISECONDS = 15.0
WITHIN = 1.5


def measure(report: Report, count: int) -> None:
    criteria = [criteria_of(query, "de") for query in ASKED]
    if None in criteria:
        raise ValueError(f"{ASKED[criteria.index(None)]} is no question that the page accepts")
    asked = [query_of(VISITOR, one, language="de", now=clock.now()) for one in criteria if one]
    found = measure_queries(COLLECTION, asked)
    report.add(
        Figure(
            f"engine call p95 ({count:,} ads)",
            found.engine.p95,
            "ms",
            f"<= {MILLISECONDS:g} ms and <= {WITHIN:g} x",
            found.engine.p95 <= MILLISECONDS and found.engine.p95 <= WITHIN * found.raw.p95,
            found.raw.p95,
            "Tantivy, same query",
        )
    )
    report.add(Figure(f"  median ({count:,} ads)", found.engine.p50, "ms", "", True, found.raw.p50, "Tantivy"))
    report.add(
        Figure(f"  sum of all calls ({count:,} ads)", found.ratio, "x", f"<= {WITHIN:g} x", found.ratio <= WITHIN)
    )
