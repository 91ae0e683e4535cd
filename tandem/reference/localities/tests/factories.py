"""Places for tests: all of them, in the tables in a tenth of a second, or in memory only."""

from functools import cache

from tandem.foundation.bulk import read_table
from tandem.foundation.languages import Language
from tandem.reference.localities import services
from tandem.reference.localities.index import PlaceIndex
from tandem.reference.localities.types import Place


def load_places() -> None:
    """Fill the tables with every place that ships."""
    services.load()


@cache
def whole_index() -> PlaceIndex:
    """Every shipped place, read from the files: for tests of what is found, not of how it is stored."""
    communes = {row["number"]: row for row in read_table(services.DATA / "communes.tsv.gz")}
    return PlaceIndex(
        (
            Place(
                row["id"],
                row["id"][:4],
                row["name"],
                communes[row["commune"]]["name"],
                int(row["commune"]),
                communes[row["commune"]]["canton"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["language"],
            )
            for row in read_table(services.DATA / "localities.tsv.gz")
        ),
        towns={int(number): int(row["rank"]) for number, row in communes.items()},
        main_places={int(number): row["main_place"] for number, row in communes.items()},
        other_names={
            int(number): [name for name in row["other_names"].split("|") if name] for number, row in communes.items()
        },
        cantons={
            row["code"]: {language: row[language] for language in Language.values}
            for row in read_table(services.DATA / "cantons.tsv")
        },
    )
