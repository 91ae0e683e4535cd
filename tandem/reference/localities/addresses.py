"""Which Swiss place a messy address means."""

import re

from tandem.foundation.folding import fold, fold_with_spans
from tandem.reference.localities import countries
from tandem.reference.localities.index import PlaceIndex
from tandem.reference.localities.naming import name_key
from tandem.reference.localities.types import Place
from tandem.reference.localities.vocabulary import AROUND, CANTON_WORDS, ORDINARY, SWITZERLAND

_POSTAL_CODE = re.compile(r"(?<!\d)(?:CH\s?-?\s?)?([1-9]\d{3})(?!\d)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;|/\n()\[\]]\s*|\s+[-–—•]\s+|\s+(?:und|et|and|oder|ou|or|sowie)\s+")
_CANTON_CODE = re.compile(r"\b[A-Z]{2}\b")


def resolve(
    index: PlaceIndex, text: str, *, postal_code: str = "", country: str = "CH", canton: str = ""
) -> Place | None:
    """The place, or None when the text names none for sure. Tried in order: postal code, whole name, parts."""
    swiss = is_swiss(text, country)
    if swiss is False:
        return None
    code = postal_code.strip() or next(iter(_POSTAL_CODE.findall(text)), "")
    here = index.by_postal_code.get(code, [])
    named = _all_named(index, text, canton)
    if here:
        # With an unknown country, a number of four digits is a postal code only beside its own place.
        both = [place for place in here if any(place.commune_number == other.commune_number for other in named)]
        if both or swiss:
            return (both or sorted(here, key=lambda place: place.id))[0]
    if not named or not (swiss or canton):
        return None
    return named[0]


def canton_hint(index: PlaceIndex, text: str) -> str:
    """The canton that an address adds to a place or names alone: "Wil, SG", "Kanton Zürich", "Tessin Luganese"."""
    for part in _SEPARATOR.split(text):
        words = [word for word in fold(part).split() if word not in AROUND and word not in SWITZERLAND]
        if code := index.canton_names.get(" ".join(words)):
            return code
    for code in _CANTON_CODE.findall(text):
        if code in index.cantons:
            return str(code)
    return next((index.canton_names[w] for w in fold(text).split() if w in index.canton_names), "")


def names_only_a_canton(index: PlaceIndex, text: str) -> str:
    """The canton of a text such as "Kanton Zürich" or "TI", empty when it names a town or nothing."""
    words = [word for word in fold(text).split() if word not in SWITZERLAND]
    if not any(word in CANTON_WORDS for word in words) and _all_named(index, text, ""):
        return ""
    return canton_hint(index, text)


def is_swiss(text: str, country: str) -> bool | None:
    """Whether the address lies in Switzerland; None when nothing says so."""
    if country and country.strip().upper() not in ("CH", "CHE") and fold(country) not in SWITZERLAND:
        return False
    words = set(fold(text).split())
    if words & (SWITZERLAND - {"ch"}):
        return True
    if countries.names_foreign_country(text):
        return False
    return True if country or re.search(r"\bCH\b", text) else None


def _all_named(index: PlaceIndex, text: str, canton: str) -> list[Place]:
    """Places that the text names, the whole of it first, then its pieces from left to right."""
    text = _POSTAL_CODE.sub(" ", text).strip()
    hint = canton_hint(index, text)
    whole = _chosen(index.named(text), canton, hint)
    return whole or [place for part in _SEPARATOR.split(text) for place in _chosen(_named(index, part), canton, hint)]


def _chosen(places: list[Place], canton: str, hint: str) -> list[Place]:
    """Those in the canton asked for; a mere hint chooses between namesakes ("Wil, SG") and excludes nobody."""
    inside = [place for place in places if canton in ("", place.canton)]
    return sorted(inside, key=lambda place: place.canton != hint)


def _named(index: PlaceIndex, part: str) -> list[Place]:
    """Places that a piece names, the likeliest first; nothing when it speaks of a whole canton."""
    words = [word for word, _, _ in fold_with_spans(part)]
    if any(word in CANTON_WORDS for word in words) or part.strip() in index.cantons:
        return []
    for length in range(min(len(words), index.longest_name), 0, -1):
        for start in range(len(words) - length + 1):
            piece = words[start : start + length]
            if length == 1 and len(words) > 1 and (piece[0] in ORDINARY or piece[0] in AROUND):
                continue
            if found := index.by_name.get(name_key(" ".join(piece)), []):
                return found
    return []
