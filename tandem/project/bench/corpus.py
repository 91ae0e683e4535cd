"""How long ads take from a file to the index, and what COPY and Tantivy alone would take for the same ads."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from tandem.facilities.search import registry
from tandem.facilities.search.bench import raw_indexing_seconds
from tandem.market.ads.models import Ad
from tandem.project.bench import place
from tandem.project.bench.report import Figure, Report

COLLECTION = "ads"
MINUTES = 5
WITHIN = 3.0


def measure(report: Report, count: int) -> None:
    """Import `count` generated ads from a file and index them; the first call fills the empty database."""
    file = place.ads_file(count)
    place.manage("generate_ads", str(count), "--file", str(file), "--seed", str(count))
    importing = seconds(lambda: place.manage("import_ads", str(file)))
    indexing = seconds(lambda: place.manage("reindex", COLLECTION))
    copying, writing = bare_copy(), bare_index()
    total, limit = importing + indexing, copying + writing
    allowed = MINUTES * 60 * count / 250_000
    # With a tenth of the ads, what two programs need to start weighs more than what they do.
    judged = count == place.ads()
    report.add(
        Figure(
            name=f"import and index {count:,} ads",
            value=total,
            unit="s",
            limit=limit,
            limit_name="COPY + bare Tantivy",
            target=f"<= {allowed:.0f} s and <= {WITHIN:g} x" if judged else "",
            met=not judged or (total <= allowed and total <= WITHIN * limit),
        )
    )
    report.add(Figure(f"  of which import ({count:,})", importing, "s", "", True, copying, "COPY"))
    report.add(Figure(f"  of which index ({count:,})", indexing, "s", "", True, writing, "bare Tantivy"))


def bare_copy() -> float:
    """Seconds that COPY needs to put the same rows back into the emptied tables: what a database's keeper would do.

    The tables are the real ones, with their keys, indexes, checks and foreign keys. The rows lie ready in PostgreSQL's
    binary form, one statement writes a whole table, and nothing is read, checked in Python or noted for the search.
    """
    taken = 0.0
    with connection.cursor() as cursor, tempfile.TemporaryDirectory() as folder:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'ads\\_%%'"
            " ORDER BY tablename <> %s, tablename",
            [Ad._meta.db_table],  # the parts point to it
        )
        files = {table: Path(folder) / table for (table,) in cursor.fetchall()}
        for table, file in files.items():
            with file.open("wb") as out, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows:
                for row in rows:
                    out.write(row)
        cursor.execute(f"TRUNCATE {', '.join(files)} CASCADE")
        for table, file in files.items():
            started = time.perf_counter()
            with file.open("rb") as source, cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as sink:
                while block := source.read(1 << 20):
                    sink.write(block)
            taken += time.perf_counter() - started
    return taken


def bare_index() -> float:
    """Seconds that Tantivy needs to write the same documents, which lie ready in its own form, and to commit."""
    collection = registry.collection(COLLECTION)
    with tempfile.TemporaryDirectory(dir=place.FOLDER) as folder:
        _number, taken = raw_indexing_seconds(collection.all_documents(), collection.schema, Path(folder) / "index")
    return taken


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
