"""The country's places in memory: about 4,000 rows of the shipped tables, read once per process."""

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tandem.foundation.bulk import read_table
from tandem.foundation.folding import fold
from tandem.reference.localities.types import Place

DATA = Path(__file__).parent / "data"
CANTON_LANGUAGES = ("de", "fr", "it", "en")


@dataclass(slots=True)
class Catalogue:
    """`by_name` and `cantons_by_name` are keyed by folded names; in lists, what is meant most often comes first."""

    places: dict[str, Place] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    by_postal_code: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    spelling: dict[tuple[str, str], str] = field(default_factory=dict)
    cantons: dict[str, dict[str, str]] = field(default_factory=dict)
    cantons_by_name: dict[str, str] = field(default_factory=dict)
    longest_name: int = 1

    def importance(self, place: Place) -> tuple[int, str, str]:
        """Towns by size, then everything else by name; the main postal code of a place before its others."""
        return (self.rank.get(place.id, 9_999), place.locality, place.id)

    def near_code(self, postal_code: str) -> Place | None:
        """The biggest place of the same region for a code that no place has: "8000" is how people write Zürich."""
        for digits in (3, 2):
            found = [place for place in self.places.values() if place.postal_code.startswith(postal_code[:digits])]
            if found:
                return min(found, key=self.importance)
        return None


@functools.cache
def catalogue() -> Catalogue:
    """Everything there is to know about places."""
    found = Catalogue()
    for row in read_table(DATA / "cantons.tsv"):
        found.cantons[row["code"]] = {language: row[language] for language in CANTON_LANGUAGES}
        for language in CANTON_LANGUAGES:
            found.cantons_by_name.setdefault(fold(row[language]), row["code"])
    communes = {row["number"]: row for row in read_table(DATA / "communes.tsv.gz")}
    for row in read_table(DATA / "localities.tsv.gz"):
        _add_place(found, row, communes[row["commune"]])
    for commune in communes.values():
        main = found.places[commune["main_place"]]
        found.rank[main.id] = int(commune["rank"])
        # A town's other names stand for its main place alone; a commune's name for all that lies in it.
        for name in (commune["name"].partition(" (")[0], *filter(None, commune["other_names"].split("|"))):
            _add_name(found, name, main)
    _put_in_order(found)
    return found


def _add_place(found: Catalogue, row: dict[str, str], commune: dict[str, str]) -> None:
    place = Place(
        id=row["id"],
        postal_code=row["id"][:4],
        locality=row["name"],
        commune=commune["name"],
        commune_number=int(commune["number"]),
        canton=commune["canton"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        language=row["language"],
    )
    found.places[place.id] = place
    found.by_postal_code[place.postal_code].append(place)
    for name in names_of(place):
        _add_name(found, name, place)


def names_of(place: Place) -> Iterable[str]:
    """The written forms of a locality: "Biel/Bienne", "Biel", "Bienne"; "Romont FR", "Romont"."""
    bare = place.locality.removesuffix(f" {place.canton}")
    return dict.fromkeys((place.locality, bare, *(part.strip() for part in bare.split("/"))))


def _add_name(found: Catalogue, name: str, place: Place) -> None:
    folded = fold(name)
    if place not in found.by_name[folded]:
        found.by_name[folded].append(place)
    found.spelling.setdefault((folded, place.id), name)
    found.longest_name = max(found.longest_name, len(folded.split()))


def _put_in_order(found: Catalogue) -> None:
    for places in found.by_name.values():
        places.sort(key=found.importance)
    for postal_code, places in found.by_postal_code.items():
        # Additional digits 00 are the Post's own mark for the locality that gave the code its name.
        places.sort(key=lambda place: (place.id[4:] != "00", place.id))
        found.by_postal_code[postal_code] = places
