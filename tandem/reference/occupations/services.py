"""Loading the shipped tables of occupations."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import transaction
from psycopg.types.json import Jsonb

from tandem.foundation.bulk import check_keys, content_hash, copy_rows, empty, read_table
from tandem.foundation.folding import fold
from tandem.reference.occupations import selectors, wording
from tandem.reference.occupations.models import (
    AvamCode,
    ChIsco,
    Occupation,
    OccupationLabel,
    Release,
    ReportingObligation,
)

DATA = Path(__file__).with_name("data")
FILES = ("ch_isco.tsv.gz", "occupations.tsv.gz", "labels.tsv.gz", "avam.tsv.gz", "reporting_obligation.tsv")

Row = dict[str, str]


def load(*, data: Path = DATA, progress: Callable[[str], object] = str) -> bool:
    """Replace the tables of occupations by the files in `data`; False when they hold exactly these already.

    All or nothing: whoever reads meanwhile sees the former state.
    """
    version = content_hash(
        [*(data / name for name in FILES), Path(wording.__file__)]
    )  # labels are stored as it reads them
    if Release.objects.filter(content_hash=version).exists():
        return False
    with transaction.atomic():
        empty(Release, ReportingObligation, AvamCode, OccupationLabel, Occupation, ChIsco)
        groups = copy_rows(
            ChIsco,
            ["code", "level", "labels"],
            ([row["code"], row["level"], _by_language(row)] for row in read_table(data / "ch_isco.tsv.gz")),
        )
        occupations = copy_rows(
            Occupation,
            ["id", "isco08", "esco_code", "chisco", "employment"],
            (
                [row["id"], row["isco08"], row["esco_code"], row["chisco5"] or None, row["employment"]]
                for row in read_table(data / "occupations.tsv.gz")
            ),
        )
        progress(f"{groups} groups of CH-ISCO-19, {occupations} occupations")
        labels = copy_rows(
            OccupationLabel,
            ["occupation", "language", "kind", "label", "folded", "keys"],
            _counted(_labels(data), progress),
        )
        codes = copy_rows(
            AvamCode,
            ["code", "generation", "chisco", "occupation", "labels"],
            (
                [row["code"], row["generation"], row["chisco5"] or None, row["occupation"] or None, _by_language(row)]
                for row in read_table(data / "avam.tsv.gz")
            ),
        )
        copy_rows(
            ReportingObligation,
            ["year", "chisco", "sample"],
            (
                [row["year"], row["chisco5"], row["sample"] == "1"]
                for row in read_table(data / "reporting_obligation.tsv")
            ),
        )
        check_keys()
        Release.objects.create(content_hash=version)
    selectors.doubt()
    progress(f"{labels} labels, {codes} AVAM codes")
    return True


def _labels(data: Path) -> Iterator[list[object]]:
    for row in read_table(data / "labels.tsv.gz"):
        label = row["label"]
        yield [row["occupation"], row["language"], row["kind"], label, fold(label), sorted(wording.keys(label))]


def _by_language(row: Row) -> Jsonb:
    return Jsonb({language: row[language] for language in ("de", "fr", "it", "en") if row.get(language)})


def _counted(
    rows: Iterable[list[object]], progress: Callable[[str], object], every: int = 25_000
) -> Iterator[list[object]]:
    for number, row in enumerate(rows, 1):
        if number % every == 0:
            progress(f"{number} labels …")
        yield row
