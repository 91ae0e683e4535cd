"""Spellings of one word: case, accents, umlauts, ss and ß. Pure functions on strings."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+")
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_MOST_ACCENTS_TO_RESTORE = 3
_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o"})


def fold(text: str) -> str:
    """Lower case without accents: `Küche` and `KUCHE` become `kuche`, `Straße` becomes `strasse`."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words as they stand, cut where the index cuts: at everything that is no letter and no digit."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def spellings(word: str, language: str) -> Iterator[str]:
    """How the same word may stand in a text of `language`, the one given first."""
    word = word.lower()
    yield word
    yield fold(word)
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
