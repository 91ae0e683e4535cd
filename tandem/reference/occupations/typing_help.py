"""Suggestions while somebody types: any language, any gender, small typing errors forgiven."""

import math
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tandem.foundation.folding import fold
from tandem.reference.occupations.index import LANGUAGES, LabelIndex
from tandem.reference.occupations.types import Suggestion
from tandem.reference.occupations.wording import SMALL, without_gender_marks

Candidates = dict[int, int]  # label -> position of the word found first
Ranges = Callable[..., list[range]]

FINISHED = 3.0
"""What a label gains when the last word typed is a whole word of it: "Metzger" before "Metzgereiverkäufer"."""

SHORT = 2
"""Letters that thousands of labels share: only the best label of each occupation is then worth showing."""


def suggest(index: LabelIndex, text: str, *, language: str, limit: int) -> list[Suggestion]:
    """The occupations whose labels hold all words typed, the last one perhaps unfinished; best first."""
    typed = fold(without_gender_marks(text)).split() or fold(text).split()
    words = [word for word in typed[:-1] if word not in SMALL] + typed[-1:]
    if not words:
        return []
    if words == typed and len(text.strip()) <= SHORT:
        found = _first_letters(index, words[0], language)
    else:
        found = _containing(index, words, _as_typed) or _containing(index, words, _as_meant)
    own = LANGUAGES.index(language)
    finished = _with_word(index, words[-1])

    def order(label: int) -> tuple[float, int]:
        fit = _score(index, label, found[label], len(typed), own) + FINISHED * (label in finished)
        return -fit, label

    ranked = sorted(found, key=order)
    suggestions: dict[int, Suggestion] = {}
    for label in ranked:
        number = index.occupation_of[label]
        if number not in suggestions:
            occupation = index.occupations[number]
            suggestions[number] = Suggestion(
                occupation.id,
                index.best_label(number, language),
                index.text(label),
                index.language(label),
                occupation.isco08,
            )
            if len(suggestions) == limit:
                break
    return list(suggestions.values())


def _score(index: LabelIndex, label: int, position: int, typed: int, language: int) -> float:
    """Frequent occupations, short labels, labels of the reader's language and of good origin first."""
    extra = max(0, index.lengths[label] - typed)
    return (
        0.6 * math.log2(1 + index.employment[index.occupation_of[label]])
        - 1.2 * min(extra, 6)
        - 4.0 * (position > 0)
        - 0.8 * index.kind(label)
        + 2.0 * (index.traits[label] >> 4 == language)
        + 3.0 * (extra == 0)
    )


def _with_word(index: LabelIndex, word: str) -> set[int]:
    neighbours = index.starting(word)
    whole = neighbours[:1] if neighbours and index.words[neighbours.start] == word else neighbours[:0]
    return {posting >> 4 for posting in index.postings_of(whole)}


def _first_letters(index: LabelIndex, letters: str, language: str) -> Candidates:
    best = index.best[language]
    return {
        posting >> 4: 0
        for posting in index.postings_of(index.starting(letters))
        if posting & 15 == 0 and best[index.occupation_of[posting >> 4]] == posting >> 4
    }


def _containing(index: LabelIndex, words: list[str], ranges: Ranges) -> Candidates:
    found: Candidates = {}
    by_word = sorted(
        (ranges(index, word, last=number == len(words) - 1) for number, word in enumerate(words)),
        key=lambda spans: sum(len(span) for span in spans),
    )
    for round_, spans in enumerate(by_word):
        here = _candidates(index, spans)
        if round_ == 0:
            found = here
        else:
            found = {label: min(position, here[label]) for label, position in found.items() if label in here}
    return found


def _candidates(index: LabelIndex, spans: Iterable[range]) -> Candidates:
    found: Candidates = {}
    for span in spans:
        for posting in index.postings_of(span):
            label, position = posting >> 4, posting & 15
            if position < found.get(label, 99):
                found[label] = position
    return found


def _as_typed(index: LabelIndex, word: str, *, last: bool) -> list[range]:
    return [index.starting(word)]


def _as_meant(index: LabelIndex, word: str, *, last: bool) -> list[range]:
    """The words that a slip of the finger away begin so: same first letter, one error, two in long words."""
    if (exact := index.starting(word)) and len(exact):
        return [exact]
    errors = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    neighbours = index.starting(word[0])
    vocabulary = [index.words[number][: len(word) + errors] for number in neighbours]
    # A word still being typed is compared with beginnings of its own length.
    close = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=errors, limit=40) if errors else []
    if not close and errors:
        vocabulary = [word_[: len(word)] for word_ in vocabulary]
        close = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=errors, limit=40)
    return [range(neighbours[position], neighbours[position] + 1) for _, _, position in close]
