"""Typing help for the two fields that are typed."""

from __future__ import annotations

import dataclasses

from tandem.facilities.search import selectors as index
from tandem.market.ads.search.schema import COLLECTION
from tandem.reference.localities import selectors as localities
from tandem.reference.occupations import selectors as occupations

FIELDS = ("q", "place")
SHORTEST = 2
_MOST = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """`value` goes into the field, `label` is read, `detail` says more in small print."""

    value: str
    label: str
    detail: str = ""


def offers(field: str, text: str, *, language: str) -> list[Offer]:
    """What may complete `text` in a field of `FIELDS`: occupations then words of ads, or places and cantons."""
    text = text.strip()
    if len(text) < SHORTEST:
        return []
    if field == "place":
        return [Offer(one.value, one.label) for one in localities.suggest(text, language=language, limit=_MOST)]
    found = {
        one.label.lower(): Offer(one.label, one.label, one.matched if one.matched != one.label else "")
        for one in occupations.suggest(text, language=language, limit=_MOST)
    }
    for word in _words(text):
        found.setdefault(word, Offer(word, word))
    return list(found.values())[:_MOST]


def _words(text: str) -> list[str]:
    """Words of ads; none while the index is being prepared: the field works without help."""
    try:
        return [one.text for one in index.suggest(COLLECTION, text, limit=_MOST)]
    except index.IndexUnavailable:
        return []
