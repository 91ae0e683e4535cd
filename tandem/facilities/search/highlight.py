"""Where a text answers a question: the stretches to mark, found with the analyzers that the index uses."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from tandem.facilities.search.analysis import analyzers
from tandem.facilities.search.analysis.folding import WORD
from tandem.facilities.search.analysis.stopwords import ALL_STOP_WORDS
from tandem.facilities.search.types import Piece
from tandem.foundation.folding import plain

_MOST_VERDICTS = 20_000


def highlight(text: str, words: Iterable[str], *, language: str) -> tuple[Piece, ...]:
    """The text in pieces, those marked that are one of `words` in some form. Joined they are the text, untouched."""
    return _cut(text, _marker(frozenset(words), language).pattern(text))


def fragment(text: str, words: Iterable[str], *, language: str, length: int = 240) -> tuple[Piece, ...]:
    """About `length` characters around the first of `words`, or the beginning; cut between words, with an ellipsis."""
    text = " ".join(text.split())
    pattern = _marker(frozenset(words), language).pattern(text)
    first = pattern.search(text) if pattern else None
    start = max(0, first.start() - length // 3) if first else 0
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return before + _cut(text[start:end], pattern) + after


def _cut(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for match in pattern.finditer(text) if pattern else ():
        between = text[end : match.start()]
        if pieces and not between.strip():
            # Words that stand together are marked together.
            pieces[-1] = Piece(pieces[-1].text + between + match.group(), marked=True)
        else:
            if between:
                pieces.append(Piece(between))
            pieces.append(Piece(match.group(), marked=True))
        end = match.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return tuple(pieces)


class _Marker:
    """Decides once for each word of the language whether it is a form of one that was asked for."""

    def __init__(self, words: frozenset[str], language: str) -> None:
        self.language = language
        self.asked = frozenset().union(*(self._terms(word.lower()) for word in words))
        self.verdicts: dict[str, bool] = {}

    def pattern(self, text: str) -> re.Pattern[str] | None:
        """Finds the words of `text` to mark; None when there are none."""
        if not self.asked:
            return None
        said = set(WORD.findall(text))
        for word in said.difference(self.verdicts):
            if len(self.verdicts) >= _MOST_VERDICTS:
                self.verdicts.clear()
            self.verdicts[word] = not self.asked.isdisjoint(self._terms(word.lower()))
        marked = [word for word in said if self.verdicts.get(word)]
        if not marked:
            return None
        either = "|".join(sorted(map(re.escape, marked)))
        return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")

    def _terms(self, word: str) -> frozenset[str]:
        if word in ALL_STOP_WORDS:
            return frozenset()
        return frozenset(analyzers.terms(word, self.language)) | {plain(word)}


@functools.lru_cache(maxsize=256)
def _marker(words: frozenset[str], language: str) -> _Marker:
    return _Marker(words, language)
