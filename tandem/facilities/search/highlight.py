"""Where a text answers a question: the stretches to mark, found with the analyzers that the index uses."""

import functools
from collections.abc import Iterable

from tandem.facilities.search.analysis import analyzers
from tandem.facilities.search.analysis.folding import WORD
from tandem.facilities.search.analysis.stopwords import ALL_STOP_WORDS
from tandem.facilities.search.types import Piece
from tandem.foundation.folding import plain


def highlight(text: str, words: Iterable[str], *, language: str) -> tuple[Piece, ...]:
    """The text in pieces, those marked that are one of `words` in some form. Joined they are the text, untouched."""
    asked = _asked(frozenset(words), language)
    pieces: list[Piece] = []
    end = 0
    for match in WORD.finditer(text):
        if asked.isdisjoint(_terms(match.group().lower(), language)):
            continue
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


def fragment(text: str, words: Iterable[str], *, language: str, length: int = 240) -> tuple[Piece, ...]:
    """About `length` characters around the first of `words`, or the beginning; cut between words, with an ellipsis."""
    text = " ".join(text.split())
    asked = frozenset(words)
    wanted = _asked(asked, language)
    places = [m.start() for m in WORD.finditer(text) if not wanted.isdisjoint(_terms(m.group().lower(), language))]
    start = max(0, places[0] - length // 3) if places else 0
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    pieces = highlight(text[start:end], asked, language=language)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return before + pieces + after


@functools.lru_cache(maxsize=2_000)
def _asked(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset().union(*(_terms(word.lower(), language) for word in words))


@functools.lru_cache(maxsize=50_000)
def _terms(word: str, language: str) -> frozenset[str]:
    if word in ALL_STOP_WORDS:
        return frozenset()
    return frozenset(analyzers.terms(word, language)) | {plain(word)}
