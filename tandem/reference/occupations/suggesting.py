"""Typing help for occupations: any language, accents and gender ignored, typing errors forgiven."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import nlargest

from rapidfuzz import fuzz, process

from tandem.foundation.folding import fold
from tandem.reference.occupations.lexicon import LANGUAGES, Lexicon, lexicon
from tandem.reference.occupations.stems import stem, without_gender_marks
from tandem.reference.occupations.types import Suggestion

LONGEST = 80
ALIKE = 80  # of 100: "pflegfachfrau" and "pflegefachfrau" are 96, "koch" and "kost" 75
FEWEST_LETTERS = 4
_OWN_LANGUAGE = 3.0


def suggest(prefix: str, *, language: str, limit: int) -> list[Suggestion]:
    """The likeliest first; each occupation once, under its best label in the reader's language."""
    known = lexicon()
    typed = fold(without_gender_marks(prefix[:LONGEST]))
    if not typed:
        return []
    found = _best(known, typed, known.starting_with(typed, len(known.folded)), language, limit)
    if len(found) < limit:
        found += _best(known, typed, _holding(known, typed), language, limit)
    if not found:
        mended = " ".join(mend(known, word) for word in typed.split())
        if mended != typed:
            found = _best(known, mended, _holding(known, mended), language, limit)
    return _one_each(known, found, language, limit)


def mend(known: Lexicon, word: str) -> str:
    """The nearest stem for a word that no label holds; the word itself when nothing is near."""
    if len(word) < FEWEST_LETTERS or stem(word) in known.by_word:
        return stem(word)
    start = bisect_left(known.words, word[0])
    end = bisect_left(known.words, word[0] + "\U0010ffff")
    near = process.extractOne(stem(word), known.words[start:end], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return near[0] if near else word


def _best(known: Lexicon, typed: str, labels: Iterable[int], language: str, limit: int) -> list[int]:
    own = LANGUAGES.index(language)

    def value(label: int) -> float:
        worth = known.label_weight[label] * (_OWN_LANGUAGE if known.label_language[label] == own else 1.0)
        return worth / (1 + known.label_start[label + 1] - known.label_start[label])

    best = nlargest(limit * 12, labels, key=value)
    # Whoever has typed a whole title means that title.
    return sorted(best, key=lambda label: (fold(known.text(label)) != typed, -value(label), label))


def _holding(known: Lexicon, typed: str) -> Iterator[int]:
    """Labels that hold all the words, the last one perhaps unfinished."""
    *whole, last = [stem(word) for word in typed.split()]
    sets = [set(known.by_word.get(word, ())) for word in whole]
    start = bisect_left(known.words, last)
    end = bisect_left(known.words, last + "\U0010ffff")
    finishing = {label for word in known.words[start:end] for label in known.by_word[word]}
    yield from finishing.intersection(*sets) if sets else finishing


def _one_each(known: Lexicon, labels: Iterable[int], language: str, limit: int) -> list[Suggestion]:
    found: dict[int, Suggestion] = {}
    shown: set[str] = set()
    for label in labels:
        number = known.label_occupation[label]
        words = best_label(known, number, language)
        if number not in found and words not in shown and len(found) < limit:
            shown.add(words)
            key = known.keys[number]
            matched_language = LANGUAGES[known.label_language[label]]
            found[number] = Suggestion(key.id, words, known.text(label), matched_language, key.isco08)
    return list(found.values())


def best_label(known: Lexicon, number: int, language: str) -> str:
    """The preferred label in a language; the title of the group where the occupation has none in it."""
    key = known.keys[number]
    if own := known.labels_of[number].get(language):
        return own
    for code in (key.chisco5, key.isco08):
        title = known.chisco.get(code or "", {}).get(language)
        if title:
            return title
    return next(iter(known.labels_of[number].values()))
