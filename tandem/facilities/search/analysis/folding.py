"""Spellings of one word: case, accents, umlauts, ss and ß. Pure functions on strings."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from tandem.foundation.folding import plain

WORD = re.compile(r"[^\W_]+")
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_MOST_ACCENTS_TO_RESTORE = 3


def words(text: str) -> list[str]:
    """The words as they stand, cut where the index cuts: at everything that is no letter and no digit."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def spellings(word: str, language: str) -> Iterator[str]:
    """How the same word may stand in a text of `language`, the one given first."""
    word = word.lower()
    yield word
    yield plain(word)
    if language == "de":
        yield _with_umlauts(word)
        yield _without_umlauts(word)
    if language == "fr" and word.isascii():
        yield from _with_accents(word)


def _with_umlauts(word: str) -> str:
    for pair, umlaut in _UMLAUTS:
        word = word.replace(pair, umlaut)
    return word


def _without_umlauts(word: str) -> str:
    for pair, umlaut in _UMLAUTS:
        word = word.replace(umlaut, pair)
    return word


def _with_accents(word: str) -> Iterator[str]:
    """The stemmer of French needs accents (`infirmière` and `infirmiere` have two stems), and few people type them."""
    places = [place for place, sign in enumerate(word) if sign == "e"][-_MOST_ACCENTS_TO_RESTORE:]
    for signs in itertools.product("eéè", repeat=len(places)):
        letters = list(word)
        for place, sign in zip(places, signs, strict=True):
            letters[place] = sign
        yield "".join(letters)
