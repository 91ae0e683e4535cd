"""Real occupations for tests: a sample that loads in a tenth of a second, or all of them without tables."""

import gzip
import tempfile
from functools import cache
from pathlib import Path

from tandem.foundation.bulk import read_table
from tandem.foundation.folding import fold
from tandem.reference.occupations import services, wording
from tandem.reference.occupations.index import LabelIndex, LabelRow
from tandem.reference.occupations.types import OccupationKey

SAMPLE_GROUPS = {"2221", "5120", "5131", "5223", "2512", "4110", "7115", "7411", "8332", "9112", "3221", "7200"}
"""Unit groups: nurses, cooks, waiters, shops, software, office, joiners, electricians, lorries, cleaning, …"""


def load_sample() -> None:
    """Fill the tables with the occupations of `SAMPLE_GROUPS`, their labels and codes."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in _sample().items():
            (Path(folder) / name).write_bytes(content)
        services.load(data=Path(folder))


@cache
def _sample() -> dict[str, bytes]:
    kept = {row["id"] for row in read_table(services.DATA / "occupations.tsv.gz") if row["isco08"] in SAMPLE_GROUPS}
    owner = {"occupations.tsv.gz": "id", "labels.tsv.gz": "occupation", "avam.tsv.gz": "occupation"}
    files = {}
    for name in services.FILES:
        rows = list(read_table(services.DATA / name))
        of_sample = [row for row in rows if name not in owner or row[owner[name]] in kept]
        content = "\n".join(["\t".join(rows[0]), *("\t".join(row.values()) for row in of_sample)]).encode()
        files[name] = gzip.compress(content, 1) if name.endswith(".gz") else content
    return files


@cache
def whole_index() -> LabelIndex:
    """Every shipped label, read from the files: for tests of what is found, not of how it is stored."""
    return LabelIndex(
        (
            (OccupationKey(row["id"], row["isco08"], row["chisco5"] or None), row["esco_code"], int(row["employment"]))
            for row in read_table(services.DATA / "occupations.tsv.gz")
        ),
        (
            LabelRow(
                row["occupation"],
                row["language"],
                row["kind"],
                row["label"],
                fold(row["label"]),
                sorted(wording.keys(row["label"])),
            )
            for row in read_table(services.DATA / "labels.tsv.gz")
        ),
    )
