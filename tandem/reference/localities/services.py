"""Loading the shipped tables of places."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from psycopg.types.json import Jsonb

from tandem.foundation.bulk import check_keys, content_hash, copy_rows, empty, read_table
from tandem.foundation.languages import Language
from tandem.reference.localities import selectors
from tandem.reference.localities.models import Canton, Commune, Locality, Release

DATA = Path(__file__).with_name("data")
FILES = ("cantons.tsv", "communes.tsv.gz", "localities.tsv.gz")


def load(*, data: Path = DATA, progress: Callable[[str], object] = str) -> bool:
    """Replace the tables of places by the files in `data`; False when they hold exactly these already.

    All or nothing: whoever reads meanwhile sees the former state.
    """
    version = content_hash(data / name for name in FILES)
    if Release.objects.filter(content_hash=version).exists():
        return False
    with transaction.atomic():
        empty(Release, Locality, Commune, Canton)
        cantons = copy_rows(
            Canton,
            ["code", "number", "names"],
            (
                [row["code"], row["number"], Jsonb({language: row[language] for language in Language.values})]
                for row in read_table(data / "cantons.tsv")
            ),
        )
        communes = copy_rows(
            Commune,
            ["number", "name", "canton", "main_place", "rank", "other_names"],
            (
                [
                    *(row[key] for key in ("number", "name", "canton", "main_place", "rank")),
                    [name for name in row["other_names"].split("|") if name],
                ]
                for row in read_table(data / "communes.tsv.gz")
            ),
        )
        localities = copy_rows(
            Locality,
            columns := ["id", "name", "commune", "latitude", "longitude", "language"],
            ([row[column] for column in columns] for row in read_table(data / "localities.tsv.gz")),
        )
        check_keys()
        Release.objects.create(content_hash=version)
    selectors.doubt()
    progress(f"{cantons} cantons, {communes} communes, {localities} localities")
    return True
