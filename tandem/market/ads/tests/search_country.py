"""A country of four occupations and three places, so that a test of the search depends on no release of the lists."""

import re

import pytest

from tandem.facilities.search import services
from tandem.market.ads.search.schema import COLLECTION
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.enums import PlaceKind
from tandem.reference.localities.types import Place, PlaceSuggestion
from tandem.reference.localities.types import Recognised as RecognisedPlace
from tandem.reference.occupations import selectors as occupations
from tandem.reference.occupations.types import OccupationKey, Recognised, Suggestion

COOK, NURSE, BAKER, DRIVER = "cook", "nurse", "baker", "driver"
LABELS = {
    COOK: {"de": "Köchin/Koch", "fr": "cuisinier/cuisinière", "it": "cuoco/cuoca", "en": "cook"},
    NURSE: {"de": "Pflegefachfrau/Pflegefachmann", "fr": "infirmier/infirmière", "it": "infermiera", "en": "nurse"},
    BAKER: {"de": "Bäcker/Bäckerin", "fr": "boulanger/boulangère", "it": "panettiere", "en": "baker"},
    DRIVER: {"de": "Lastwagenfahrer", "fr": "chauffeur poids lourd", "it": "autista", "en": "lorry driver"},
}
BERN = Place("300000", "3000", "Bern", "Bern", 351, "BE", 46.948, 7.447, "de")
THUN = Place("360000", "3600", "Thun", "Thun", 942, "BE", 46.758, 7.628, "de")
SION = Place("195000", "1950", "Sion", "Sion", 6266, "VS", 46.229, 7.359, "fr")
PLACES = (BERN, THUN, SION)
CANTONS = {"Bern": "BE", "Wallis": "VS", "Valais": "VS"}


def _spans(text: str, names: dict[str, object]) -> list[tuple[int, int, str, object]]:
    found = []
    for name, meaning in sorted(names.items(), key=lambda item: -len(item[0])):
        found += [(m.start(), m.end(), m.group(), meaning) for m in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)]
    return sorted(found)


def _occupation_names() -> dict[str, object]:
    return {name: key for key, labels in LABELS.items() for label in labels.values() for name in label.split("/")}


def _place_names() -> dict[str, object]:
    return {name: place for place in PLACES for name in (place.locality, place.postal_code)}


def recognise_occupations(query: str, *, language: str) -> list[Recognised]:
    return [
        Recognised(start, end, text, (OccupationKey(str(key), "0000"),), str(key))
        for start, end, text, key in _spans(query, _occupation_names())
    ]


def recognise_places(text: str, *, language: str) -> list[RecognisedPlace]:
    places = [
        RecognisedPlace(start, end, span, place, place.canton)
        for start, end, span, place in _spans(text, _place_names())
    ]
    cantons = [
        RecognisedPlace(start, end, span, None, str(code))
        for start, end, span, code in _spans(text, {"Wallis": "VS", "Valais": "VS", "TI": "TI"})
    ]
    return sorted(places + cantons, key=lambda found: found.start)


def suggest_occupations(prefix: str, *, language: str, limit: int = 10) -> list[Suggestion]:
    return [
        Suggestion(key, labels[language], name, "fr", "0000")
        for key, labels in LABELS.items()
        for label in labels.values()
        for name in label.split("/")
        if name.lower().startswith(prefix.lower())
    ][:limit]


def suggest_places(text: str, *, language: str, limit: int = 10) -> list[PlaceSuggestion]:
    return [
        PlaceSuggestion(
            PlaceKind.LOCALITY, f"{place.postal_code} {place.locality}", place.locality, place.canton, place.id
        )
        for place in PLACES
        if place.locality.lower().startswith(text.lower()[:2])
    ]


def resolve(text: str, *, postal_code: str = "", country: str = "CH", canton: str = "") -> Place | None:
    return next((place for place in PLACES if place.locality in text or place.postal_code in text), None)


def canton_name(code: str, *, language: str) -> str:
    return {"BE": "Bern", "VS": "Valais"}.get(code, f"canton {code}")


@pytest.fixture
def country(monkeypatch):
    """Occupations and places as above."""
    patched = {
        occupations: {
            "recognise": recognise_occupations,
            "suggest": suggest_occupations,
            "equivalents": lambda identity: frozenset({identity}),
            "label": lambda identity, language: LABELS[identity][language],
            "labels": lambda ids, language: {one: LABELS[one][language] for one in ids if one in LABELS},
        },
        localities: {
            "recognise": recognise_places,
            "suggest": suggest_places,
            "resolve": resolve,
            "resolve_canton": CANTONS.get,
            "place": lambda identity: next((place for place in PLACES if place.id == identity), None),
            "canton_name": canton_name,
        },
    }
    for module, functions in patched.items():
        for name, function in functions.items():
            monkeypatch.setattr(module, name, function)


@pytest.fixture
def index(settings, tmp_path):
    """Call it to write the index from the database."""
    settings.SEARCH_ENGINE = "tandem.facilities.search.engines.tantivy.TantivyEngine"
    settings.SEARCH_DIR = tmp_path
    return lambda: services.reindex(COLLECTION, progress=lambda *_steps: None)
