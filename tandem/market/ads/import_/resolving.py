"""Places and occupations of a run: asked once for each distinct wording."""

import dataclasses
import functools
import re

from tandem.foundation.folding import fold
from tandem.market.ads.import_ import countries
from tandem.market.ads.types import OccupationRecord
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.types import Place
from tandem.reference.occupations import selectors as occupations
from tandem.reference.occupations.types import OccupationKey

REMEMBERED = 200_000
# What senders write instead of a place, and wordings for the country or a large part of it.
NOWHERE = frozenset({"unknown unknown", "unknown", "n a", "not specified", "none", "null"})
_REGIONS = """
    Schweiz, ganze Schweiz, Suisse, toute la Suisse, Svizzera, tutta la Svizzera, Switzerland, Mittelland,
    Deutschschweiz, deutschsprachige Schweiz, deutsche Schweiz, Suisse alémanique, Svizzera tedesca, Westschweiz,
    Romandie, Suisse romande, Svizzera romanda, Svizzera italiana, Südschweiz, Ostschweiz, Suisse orientale,
    Zentralschweiz, Innerschweiz, Suisse centrale, Nordwestschweiz, Remote, Homeoffice, Home Office, Télétravail
"""
REGIONS = frozenset(fold(name) for name in _REGIONS.split(","))
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Whereabouts:
    """Columns of an ad. `remarks` keeps a wording that says more than the place it resolved to."""

    city: str = ""
    postal_code: str = ""
    commune_code: str = ""
    canton: str = ""
    country: str = ""
    longitude: float | None = None
    latitude: float | None = None
    place_remarks: str = ""


@functools.lru_cache(REMEMBERED)
def whereabouts(text: str, postal_code: str, country: str, canton: str) -> Whereabouts:
    """Where the words of an address lie. What is not in Switzerland keeps its own words."""
    folded = fold(text)
    if folded in NOWHERE:
        text = folded = ""
    if abroad := countries.code_of(text):
        country = country if country != "CH" else abroad
    if country not in {"", "CH"}:
        return Whereabouts(city=text[:100], postal_code=postal_code[:10], country=country)
    if folded in REGIONS:
        return Whereabouts(country="CH", place_remarks=text)
    place = localities.resolve(text, postal_code=postal_code, country=country, canton=canton)
    if place is not None:
        return at(place, said=text)
    region = localities.resolve_canton(text, country=country) or (canton if country == "CH" else "")
    swiss = bool(region) or country == "CH"
    return Whereabouts(
        city="" if region else text[:100],
        postal_code=postal_code[:10],
        canton=region,
        country="CH" if swiss else "",
        place_remarks=text[:255] if region and folded != fold(region) else "",
    )


def at(place: Place, *, said: str = "") -> Whereabouts:
    """The columns of a known place."""
    return Whereabouts(
        city=place.locality,
        postal_code=place.postal_code,
        commune_code=str(place.commune_number),
        canton=place.canton,
        country="CH",
        longitude=place.longitude,
        latitude=place.latitude,
        place_remarks=said[:255] if _says_more(said, place) else "",
    )


def nearest(latitude: float, longitude: float) -> Whereabouts:
    """The place around a point that is known to be in Switzerland."""
    return at(localities.nearest(latitude, longitude))


@functools.lru_cache(REMEMBERED)
def occupation_of_title(title: str, language: str) -> OccupationRecord | None:
    """The occupation that a title names, or None."""
    found = occupations.detect(title, language=language)
    return None if found is None else _record(found.occupation, detected=True)


@functools.lru_cache(REMEMBERED)
def occupation_of_avam(code: str) -> OccupationRecord | None:
    """The occupation of a code of the publication API, or None."""
    found = occupations.by_avam(code)
    return None if found is None else _record(found, detected=False)


def load() -> None:
    """Have the lists of places and occupations in memory."""
    localities.resolve("Bern")
    occupations.detect("Koch", language="de")


def forget() -> None:
    """Before a run: the reference data may have been loaded anew since the last one."""
    for remembered in (whereabouts, occupation_of_title, occupation_of_avam):
        remembered.cache_clear()


def _record(key: OccupationKey, *, detected: bool) -> OccupationRecord:
    return OccupationRecord(concept_id=key.id, isco_code=key.isco08, chisco_code=key.chisco5 or "", detected=detected)


def _says_more(said: str, place: Place) -> bool:
    """ "Lausanne / Genève" says more than Lausanne; "Zurich, ZH" does not say more than Zürich."""
    if not re.search(r"[/,+]| und | et | e | and ", said):
        return False
    names = fold(f"{place.locality} {place.commune} {place.canton} Schweiz Suisse Svizzera Switzerland")
    names += " ".join(fold(localities.canton_name(place.canton, language=code)) for code in ("de", "fr", "it", "en"))
    return any(fold(word) not in names and fold(word)[:4] not in names for word in _WORD.findall(said))
