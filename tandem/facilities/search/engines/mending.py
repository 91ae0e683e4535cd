"""What to do with a word that nothing contains: complete it, or mend it. Shared by the engines."""

import functools
from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tandem.foundation.folding import plain

# (folded form, form as written, number of documents)
Entry = tuple[str, str, int]
_MOST = 5
_SHORTEST_PREFIX = 3
_SHORTEST_TO_MEND = 4
_LONG = 8


@functools.lru_cache(maxsize=100_000)
def entry(word: str) -> str:
    """How a word is kept in the vocabulary of an index: its folded form leads, so that prefixes ignore accents."""
    return f"{plain(word)}|{word}"


def completions(word: str, starting_with: Callable[[str], list[Entry]]) -> tuple[str, ...]:
    """The most frequent words that begin so."""
    prefix = plain(word)
    if len(prefix) < _SHORTEST_PREFIX:
        return ()
    found = sorted(starting_with(prefix), key=lambda item: (-item[2], item[1]))
    return tuple(dict.fromkeys(written for _folded, written, _count in found))[:_MOST]


def mended(word: str, starting_with: Callable[[str], list[Entry]]) -> tuple[str, ...]:
    """The nearest words: one slip, or two in a long word. A wrong first letter costs a look at all words."""
    wrong = plain(word)
    if len(wrong) < _SHORTEST_TO_MEND or wrong.isdigit():
        return ()
    allowed = 2 if len(wrong) >= _LONG else 1
    for prefix in (wrong[0], ""):
        entries = starting_with(prefix)
        near = process.extract(
            wrong,
            [folded for folded, _written, _count in entries],
            scorer=OSA.distance,
            score_cutoff=allowed,
            limit=50,
        )
        if near:
            best = min(distance for _folded, distance, _place in near)
            chosen = [entries[place] for _folded, distance, place in near if distance == best]
            chosen.sort(key=lambda item: (-item[2], item[1]))
            return tuple(dict.fromkeys(written for _folded, written, _count in chosen))[:_MOST]
    return ()
