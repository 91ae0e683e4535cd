"""Localities of the official directory, each in the commune that holds most of its addresses."""

from collections.abc import Iterator
from pathlib import Path

from reference.tables import read, write
from tandem.reference.localities.naming import name_key

TOWNS = Path(__file__).with_name("towns.tsv")
UNRANKED = 999

Row = dict[str, str]


def compact(sources: Path, target: Path) -> Iterator[Path]:
    cantons = {row["abbr"]: row for row in read(sources / "geo/cantons_4lang.csv")}
    shares = [row for row in read(next((sources / "geo").glob("AMTOVZ*.csv")), ";") if row["Kantonskürzel"] in cantons]
    towns = {row["commune"]: (rank, row) for rank, row in enumerate(read(TOWNS, "\t"))}
    if unknown := towns.keys() - {row["Gemeindename"] for row in shares}:
        raise SystemExit(f"towns.tsv names communes that the directory does not have: {', '.join(sorted(unknown))}")

    places: dict[str, Row] = {}
    of_commune: dict[str, list[Row]] = {}
    for row in sorted(shares, key=_share, reverse=True):
        places.setdefault(_id(row), row)
        of_commune.setdefault(row["BFS-Nr"], []).append(row)
    mains = {number: _id(_main(rows, towns)) for number, rows in of_commune.items()}

    yield write(
        target / "cantons.tsv",
        ["code", "number", "de", "fr", "it", "en"],
        [[code, row["bfs_number"], row["de"], row["fr"], row["it"], row["en"]] for code, row in cantons.items()],
    )
    yield write(
        target / "communes.tsv.gz",
        ["number", "name", "canton", "main_place", "rank", "other_names"],
        [
            [number, row["Gemeindename"], row["Kantonskürzel"], mains[number], rank, town["names"]]
            for number, (row, *_) in sorted(of_commune.items(), key=lambda item: int(item[0]))
            for rank, town in [towns.get(row["Gemeindename"], (UNRANKED, {"names": ""}))]
        ],
    )
    yield write(
        target / "localities.tsv.gz",
        ["id", "name", "commune", "latitude", "longitude", "language"],
        [
            [key, row["Ortschaftsname"], row["BFS-Nr"], f"{float(row['N']):.5f}", f"{float(row['E']):.5f}", _lang(row)]
            for key, row in sorted(places.items())
        ],
    )


def _id(row: Row) -> str:
    return row["PLZ4"] + row["Zusatzziffer"]


def _share(row: Row) -> float:
    return float(row["Adressenanteil"].rstrip(" %") or 0)


def _lang(row: Row) -> str:
    return "de" if row["Sprache"] == "multiple" else row["Sprache"]


def _main(rows: list[Row], towns: dict[str, tuple[int, Row]]) -> Row:
    """The place that the commune's name stands for: the one a town names, else its namesake, else its largest."""
    commune = rows[0]["Gemeindename"]
    wanted = towns[commune][1]["postal_code"] if commune in towns else ""
    name = commune.partition(" (")[0]
    ranked = sorted(
        rows,
        key=lambda row: (
            not (row["PLZ4"] == wanted and row["Zusatzziffer"] == "00"),
            name_key(row["Ortschaftsname"].removesuffix(f" {row['Kantonskürzel']}")) != name_key(name),
            -_share(row),
            row["PLZ4"] + row["Zusatzziffer"],
        ),
    )
    return ranked[0]
