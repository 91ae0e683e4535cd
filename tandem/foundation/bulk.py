"""Filling tables from files that ship with the code."""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.db import connection, models

from tandem.foundation.copying import statement


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file, plain or `.gz`, by the names in its first line."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(content.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def content_hash(paths: Iterable[Path]) -> str:
    """SHA-256 in hex over names and contents, whatever the order in which the files are given."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def empty(*tables: type[models.Model]) -> None:
    """Delete every row of the tables, which may point at each other: keys are checked when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f'DELETE FROM "{table._meta.db_table}"')  # noqa: S608 - a name from our own code


def check_keys() -> None:
    """Check now what `empty` put off, so that a key to nowhere fails where it was written."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def copy_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Iterable[object]]) -> int:
    """Append rows with PostgreSQL's COPY, values in the order of `fields`; return how many.

    Neither `save` nor signals nor field defaults take part; the database's constraints do, and break as they do for
    `save`.
    """
    count = 0
    # Django wraps the errors of `execute`, not those of `copy`.
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement(model, fields)) as copy,
    ):
        for row in rows:
            copy.write_row(row if isinstance(row, (list, tuple)) else list(row))
            count += 1
    analyse(model)
    return count


def analyse(*tables: type[models.Model]) -> None:
    """Let PostgreSQL count tables that have just been filled.

    Until it has, it plans each question for the tables as they were: it reads all rows, where that was a few.
    """
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table._meta.db_table}"')
