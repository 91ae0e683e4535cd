"""Occupations in the titles of ads and in search queries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tandem.foundation.folding import fold_with_spans
from tandem.reference.occupations.enums import LabelKind
from tandem.reference.occupations.generic import ENDS_NOTHING, SAYS_NOTHING
from tandem.reference.occupations.index import KINDS, LabelIndex
from tandem.reference.occupations.types import Detection, OccupationKey, Recognised
from tandem.reference.occupations.wording import DEGREES, SMALL, stem, without_gender_marks

LONGEST = 7
SHORTEST = 3
"""Letters that a name of one word must have."""
RANKS = frozenset(
    "confirme confirmee debutant debutante erfahrene erfahrener jr junior lead mid principal senior sr young".split()  # noqa: SIM905
)
CLEAR, LONG_END = 0.6, 8
"""The same share, and letters, of the end of a compound that is a variant only: "garten" is no gardener."""
DOUBT = 0.4
"""Share of a word's occupations that must agree on a minor group for the word to tell one."""

ALTERNATIVE = KINDS.index(LabelKind.ALT)
PREFERRED = KINDS.index(LabelKind.PREFERRED)

_WORKLOAD = re.compile(r"\(?\b\d{1,3}\s?(?:[-–/]|bis|à|to|a)?\s?(?:\d{1,3})?\s?%\)?(?:\s?pensum)?", re.IGNORECASE)
_PIECES = re.compile(r"\s+[-–—|•:]+\s+|[|,;:()\[\]\n]|\s+@\s*|\s+(?:bei|chez|presso)\s+", re.IGNORECASE)
# Whom one serves is not what one is: "Consultant for accountants".
_FOR = re.compile(r"\b(?:für|for|pour|per)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    folded: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` name what the labels name; `part` says that only the end of a compound does."""

    first: int
    last: int
    labels: tuple[int, ...]
    part: bool = False


def detect(index: LabelIndex, title: str, *, language: str | None) -> Detection | None:
    """The likeliest occupation: in the first piece of the title that names one, the longest name."""
    text = _WORKLOAD.sub(" ", without_gender_marks(title))
    best: tuple[float, Detection] | None = None
    for number, piece in enumerate(piece for piece in _PIECES.split(text) if piece and piece.strip()):
        served = match.end() if (match := _FOR.search(piece)) else len(piece)
        words = _words(piece)
        for span in _spans(index, words):
            label, agreement = _choose(index, span.labels, language)
            if agreement < DOUBT and span.first == span.last and index.kind(label) == ALTERNATIVE:
                continue
            score = _certainty(index, label, span, agreement)
            start, end = words[span.first].start, words[span.last].end
            length = len(" ".join(word.stem for word in words[span.first : span.last + 1]))
            rank = score + 0.15 * (span.last - span.first) + 0.02 * min(length, 20) - 0.12 * min(number, 3)
            rank -= 0.3 * (start >= served)
            occupation = index.occupations[index.occupation_of[label]]
            if best is None or rank > best[0]:
                best = rank, Detection(occupation, score, piece[start:end])
    return best[1] if best else None


def recognise(index: LabelIndex, query: str, *, language: str) -> list[Recognised]:
    """The spans that name occupations as a whole: the end of a compound is not enough to replace what was typed."""
    words = _words(query)
    found = []
    for span in _spans(index, words, compounds=False):
        start, end = words[span.first].start, words[span.last].end
        occupations = _occupations(index, span.labels, language)
        found.append(Recognised(start, end, query[start:end], occupations, occupations[0].id))
    return found


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    for folded, start, end in fold_with_spans(text):
        if folded in SMALL or folded in DEGREES or folded in RANKS:
            continue
        word = Word(folded, stem(folded), start, end)
        if words and words[-1].stem == word.stem:  # "Koch / Köchin"
            word = Word(folded, word.stem, words.pop().start, end)
        words.append(word)
    return words


def _spans(index: LabelIndex, words: list[Word], *, compounds: bool = True) -> Iterator[Span]:
    """From left to right, the longest at each word, none overlapping."""
    position = 0
    while position < len(words):
        span = next(_spans_at(index, words, position), None)
        if span is None and compounds:
            span = _compound(index, words, position)
        if span is not None:
            yield span
        position = span.last + 1 if span else position + 1


def _spans_at(index: LabelIndex, words: list[Word], first: int) -> Iterator[Span]:
    for last in range(min(len(words), first + LONGEST) - 1, first - 1, -1):
        stems = [word.stem for word in words[first : last + 1]]
        if len(stems) == 1 and (stems[0] in SAYS_NOTHING or len(stems[0]) < SHORTEST):
            continue
        labels = tuple(index.labels_with_key(" ".join(stems)))
        if not labels and len(stems) == 2:  # "Elektro-Installateur"
            labels = tuple(index.labels_with_key(stem(words[first].folded + words[last].folded)))
        if labels and not _is_overruled(index, stems, labels):
            yield Span(first, last, labels)


def _is_overruled(index: LabelIndex, stems: list[str], labels: tuple[int, ...]) -> bool:
    """Whether the end of the words is the very name of another trade: "CRM data analyst" in a call centre's list."""
    if any(index.kind(label) != ALTERNATIVE for label in labels):
        return False
    groups = {_minor_group(index, label) for label in labels}
    return any(
        index.kind(label) == PREFERRED and _minor_group(index, label) not in groups
        for start in range(1, len(stems) - 1)
        for label in index.labels_with_key(" ".join(stems[start:]))
    )


def _minor_group(index: LabelIndex, label: int) -> str:
    return index.occupations[index.occupation_of[label]].isco08[:3]


def _compound(index: LabelIndex, words: list[Word], position: int) -> Span | None:
    """The longest end of a German compound that is an occupation itself: "Netzwerkelektriker"."""
    word = words[position].stem
    for start in range(3, len(word) - 3):
        end = word[start:]
        if end in SAYS_NOTHING or end in ENDS_NOTHING:
            return None
        german = [label for label in index.labels_with_key(end) if index.language(label) == "de"]
        named = tuple(label for label in german if index.kind(label) != ALTERNATIVE)
        if named:
            return Span(position, position, named, part=True)
        if german and len(end) >= LONG_END and _choose(index, tuple(german), "de")[1] >= CLEAR:
            return Span(position, position, tuple(german), part=True)
    return None


def _order(index: LabelIndex, language: str | None, label: int) -> tuple[int, bool, int, int]:
    return (
        index.kind(label),
        language is not None and index.language(label) != language,
        -index.employment[index.occupation_of[label]],
        label,
    )


def _choose(index: LabelIndex, labels: tuple[int, ...], language: str | None) -> tuple[int, float]:
    """The best label, and the share of all that stay in its minor group (three digits)."""
    best = min(labels, key=lambda label: _order(index, language, label))
    groups = {index.occupation_of[label]: index.occupations[index.occupation_of[label]].isco08[:3] for label in labels}
    own = groups[index.occupation_of[best]]
    return best, sum(group == own for group in groups.values()) / len(groups)


def _certainty(index: LabelIndex, label: int, span: Span, agreement: float) -> float:
    certainty = 0.95 - 0.1 * (index.kind(label) == ALTERNATIVE) - 0.25 * (1 - agreement) - 0.25 * span.part
    return round(max(0.1, certainty), 2)


def _occupations(index: LabelIndex, labels: tuple[int, ...], language: str) -> tuple[OccupationKey, ...]:
    ordered = sorted(labels, key=lambda label: _order(index, language, label))
    return tuple(dict.fromkeys(index.occupations[index.occupation_of[label]] for label in ordered))
