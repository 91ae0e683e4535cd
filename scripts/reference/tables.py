"""Tab-separated tables, compressed to the same bytes on each run."""

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def read(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    lines = ["\t".join(header), *("\t".join(str(cell) for cell in row) for row in rows)]
    content = ("\n".join(lines) + "\n").encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        content = gzip.compress(content, 9, mtime=0)
    path.write_bytes(content)
    return path
