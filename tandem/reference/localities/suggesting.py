"""Typing help for places."""

from collections.abc import Iterable, Iterator

from tandem.foundation.folding import fold
from tandem.reference.localities.catalogue import CANTON_LANGUAGES, Catalogue, catalogue
from tandem.reference.localities.enums import PlaceKind
from tandem.reference.localities.types import Place, PlaceSuggestion

_CANTON_LABEL = {"de": "{} (Kanton)", "fr": "{} (canton)", "it": "{} (Cantone)", "en": "{} (canton)"}


def suggest(text: str, *, language: str, limit: int) -> list[PlaceSuggestion]:
    """Localities and cantons whose name or postal code begins as `text`, the bigger first."""
    known, typed = catalogue(), fold(text)
    if not typed:
        return []
    code = typed.split()[0]
    if code.isdigit():
        return _by_postal_code(known, code, limit)
    places = _localities(known, typed)
    cantons = _cantons(known, typed, language)
    whole = [suggestion for suggestion in cantons if typed in _folded_names(known, suggestion.canton)]
    rest = [suggestion for suggestion in cantons if suggestion not in whole]
    # The town first, then the canton of that name: most people who type "Zürich" mean the town.
    return _first([*places[:1], *whole, *places[1:4], *rest, *places[4:]], limit)


def _by_postal_code(known: Catalogue, code: str, limit: int) -> list[PlaceSuggestion]:
    codes = sorted(postal_code for postal_code in known.by_postal_code if postal_code.startswith(code))
    return _first((_suggestion(place) for postal_code in codes for place in known.by_postal_code[postal_code]), limit)


def _localities(known: Catalogue, typed: str) -> list[PlaceSuggestion]:
    """One line per locality, whatever the number of its postal codes; names that begin so come first."""
    beginning: list[tuple[bool, Place, str]] = []
    holding: list[tuple[bool, Place, str]] = []
    for name, places in known.by_name.items():
        if name.startswith(typed):
            beginning += [(name != typed, place, name) for place in places]
        elif f" {typed}" in name:
            holding += [(True, place, name) for place in places]
    return list(_one_each(known, beginning)) + list(_one_each(known, holding))


def _one_each(known: Catalogue, found: list[tuple[bool, Place, str]]) -> Iterator[PlaceSuggestion]:
    towns = {place.id for place in known.places.values() if known.rank.get(place.id, 999) < 999}
    ordered = sorted(found, key=lambda item: (item[0] and item[1].id not in towns, *known.importance(item[1])))
    seen = set()
    for _partial, place, name in ordered:
        if (place.locality, place.canton) not in seen:
            seen.add((place.locality, place.canton))
            yield _named(place, known.spelling[name, place.id])


def _named(place: Place, written: str) -> PlaceSuggestion:
    label = f"{place.locality} ({place.canton})".replace(f" {place.canton} (", " (")
    # Somebody who types "Genf" must recognise what she is offered.
    if fold(written) not in fold(place.locality):
        label = f"{written}: {label}"
    return PlaceSuggestion(PlaceKind.LOCALITY, place.locality, label, place.canton, place.id)


def _suggestion(place: Place) -> PlaceSuggestion:
    value = f"{place.postal_code} {place.locality}"
    return PlaceSuggestion(PlaceKind.LOCALITY, value, f"{value} ({place.canton})", place.canton, place.id)


def _cantons(known: Catalogue, typed: str, language: str) -> list[PlaceSuggestion]:
    return [
        PlaceSuggestion(PlaceKind.CANTON, code, _CANTON_LABEL[language].format(names[language]), code)
        for code, names in known.cantons.items()
        if code.lower() == typed or any(name.startswith(typed) for name in _folded_names(known, code))
    ]


def _folded_names(known: Catalogue, code: str) -> set[str]:
    return {code.lower(), *(fold(known.cantons[code][language]) for language in CANTON_LANGUAGES)}


def _first(suggestions: Iterable[PlaceSuggestion], limit: int) -> list[PlaceSuggestion]:
    return list(dict.fromkeys(suggestions))[:limit]
