"""Occupations in titles of ads and in search queries."""

import functools
import math
import re
from collections.abc import Sequence

from tandem.foundation.folding import fold_with_spans
from tandem.reference.occupations import groups
from tandem.reference.occupations.lexicon import Lexicon, lexicon
from tandem.reference.occupations.stems import STOP, stem, stems, without_gender_marks
from tandem.reference.occupations.suggesting import mend
from tandem.reference.occupations.types import Detection, Recognised

LONGEST_TITLE = 300
# Below it, a reader of 150 titles called more than one in three wrong.
SURE_ENOUGH = 0.7
LONGEST_KEY = 7
CLEAR = 0.5  # share of one unit group among the titles with a word
FEWEST = 3  # titles that must have a word before its share says anything
# What stands in a title beside the occupation: level, contract, workload, how to work.
BESIDE = frozenset(
    ["senior", "junior", "lead", "stage", "stagiaire", "stagiair", "praktikum", "praktikant", "praktikantin", "internship", "intern", "trainee", "alternance", "apprentissage", "apprenti", "apprentie", "lehrstelle", "lehre", "lernend", "cdi", "cdd", "vie", "temporar", "temporaire", "interim", "interimaire", "befristet", "unbefristet", "teilzeit", "vollzeit", "fulltime", "parttime", "remote", "hybrid", "homeoffice", "temps", "plein", "partiel", "job", "emploi", "stelle", "urgent", "sofort", "per", "werkstudent", "student", "working", "mwd", "mfd", "hf", "fh", "efz", "eba", "cfc", "afp", "es", "hes", "sss", "dipl", "diplom", "diplome", "erfahren", "experienced", "neu", "new"]
)
_WORKLOAD = re.compile(r"\d+\s*(?:-|–|bis|à|a)?\s*\d*\s*%|\b\d+\b")
_PIECES = re.compile(
    r"\s[-–—|/+&]+\s|[|,;:()\[\]•]|\s(?:bei|chez|presso|at|für|pour|in|im|à|zur|zum)\s", re.IGNORECASE
)


@functools.lru_cache(maxsize=65_536)
def detect(title: str) -> Detection | None:
    """The occupation that an ad's title names; the first piece of the title weighs most."""
    known = lexicon()
    text = _WORKLOAD.sub(" ", without_gender_marks(title[:LONGEST_TITLE]))
    pieces = _without_echoes([piece for piece in _PIECES.split(text) if piece and piece.strip()])
    best: Detection | None = None
    for rank, piece in enumerate([*pieces, text]):
        words = [word for word in stems(piece) if word not in BESIDE]
        found = _in_words(known, words) if words else None
        if found:
            score = found[0] * (1 - 0.04 * min(rank, 5))
            if score >= SURE_ENOUGH and (best is None or score > best.score):
                key = known.keys[known.label_occupation[found[1]]]
                best = Detection(key, round(score, 3), known.text(found[1]))
    return best


def _without_echoes(pieces: list[str]) -> list[str]:
    """ "Agent / Agente de nettoyage": the first half only says the beginning of the second."""
    words = [stems(piece) for piece in pieces]
    return [
        piece
        for piece, own, following in zip(pieces, words, [*words[1:], []], strict=True)
        if not own or own != following[: len(own)] or own == following
    ]


def _in_words(known: Lexicon, words: Sequence[str]) -> tuple[float, int] | None:
    """(score, label): a title that is a label, one that holds a label, one that shares most words with one, …"""
    if (label := _likeliest(known, " ".join(words))) is not None:
        return 1.0, label
    held = _longest_key(known, words, fewest=2)
    shared = _most_shared(known, words)
    if held or shared:
        return max(filter(None, (held, shared)))
    return _longest_key(known, words, fewest=1) or _by_head(known, words)


def _likeliest(known: Lexicon, key: str) -> int | None:
    labels = known.by_key.get(key)
    return max(labels, key=lambda label: (known.label_weight[label], -label)) if labels else None


def _longest_key(known: Lexicon, words: Sequence[str], *, fewest: int) -> tuple[float, int] | None:
    for length in range(min(len(words), LONGEST_KEY), fewest - 1, -1):
        for start in range(len(words) - length + 1):
            key = " ".join(words[start : start + length])
            label = _likeliest(known, key)
            # A single word must be what somebody is: "transport" is a title's word, "chauffeur" a title.
            if label is not None and (length > 1 or _is_clear(known, key)):
                return (0.8 if length > 1 else 0.65) + 0.15 * length / len(words), label
    return None


def _most_shared(known: Lexicon, words: Sequence[str]) -> tuple[float, int] | None:
    """The label that shares most with the title, counted by how rare the words are."""
    rare = sorted({word for word in words if word in known.by_word}, key=lambda word: len(known.by_word[word]))[:5]
    if len(rare) < 2:
        return None
    counts: dict[int, float] = {}
    for word in rare:
        if len(known.by_word[word]) > 4_000:
            continue
        for label in known.by_word[word]:
            counts[label] = counts.get(label, 0.0) + rarity(known, word)
    whole = sum(rarity(known, word) for word in rare)
    best: tuple[float, int] | None = None
    for label, shared in sorted(counts.items(), key=lambda item: -item[1])[:60]:
        others = [word for word in stems(known.text(label)) if word not in rare]
        of_label = shared / (shared + sum(rarity(known, word) for word in others))
        of_title = shared / whole
        if of_label < 0.7 or of_title < 0.6:
            continue
        score = 0.55 * of_label + 0.3 * of_title
        if best is None or (score, known.label_weight[label]) > (best[0], known.label_weight[best[1]]):
            best = score, label
    return best


def rarity(known: Lexicon, word: str) -> float:
    return math.log(len(known.label_weight) / (1 + len(known.by_word.get(word, ()))))


def _by_head(known: Lexicon, words: Sequence[str]) -> tuple[float, int] | None:
    """By the word that says what somebody is, or by the end of a German compound."""
    for word in words:
        for head in (word, *_tails(known, word)):
            label = _of_group(known, head)
            if label is not None:
                return (0.6 if head == word else 0.5), label
    return None


def _tails(known: Lexicon, word: str) -> list[str]:
    """ "softwareentwickler" -> "entwickler": the longest known end of a long word."""
    return next(
        ([word[cut:]] for cut in range(3, len(word) - 5) if len(word) >= 10 and word[cut:] in known.heads),
        [],
    )


def _of_group(known: Lexicon, word: str) -> int | None:
    """The simplest title of the unit group that a word clearly belongs to, or of the minor group around it."""
    ranked = groups.shares(known, word)
    if not ranked or sum(known.heads[word].values()) < FEWEST:
        return None
    unit, share = ranked[0]
    around = sum(part for other, part in ranked if other[:3] == unit[:3])
    if share >= CLEAR or around >= CLEAR + 0.1:
        return groups.shortest(known, unit, word)
    return None


def _is_clear(known: Lexicon, word: str) -> bool:
    """Whether a single word names one kind of work: one group has most of its titles, or it is a title itself."""
    labels = known.by_key[word]
    units = {known.keys[known.label_occupation[label]].isco08[:3] for label in labels}
    return len(units) == 1 or _of_group(known, word) is not None


def recognise(query: str) -> list[Recognised]:
    """The spans of a search query that name an occupation, from left to right; the longest name wins."""
    known = lexicon()
    words = [
        (stem(word), start, end) for word, start, end in fold_with_spans(query[:LONGEST_TITLE]) if word not in STOP
    ]
    found: list[Recognised] = []
    position = 0
    while position < len(words):
        length, labels = _at(known, [word for word, _start, _end in words[position : position + LONGEST_KEY]])
        if labels:
            start, end = words[position][1], words[position + length - 1][2]
            keys = tuple(dict.fromkeys(known.keys[known.label_occupation[label]] for label in labels))
            found.append(Recognised(start, end, query[start:end], keys, keys[0].id))
        position += length
    return found


def _at(known: Lexicon, words: Sequence[str]) -> tuple[int, list[int]]:
    """How many words, from the first on, name occupations, and the labels of the groups they may mean."""
    for length in range(len(words), 0, -1):
        key = " ".join(words[:length])
        if labels := _one_per_group(known, key):
            if length > 1 or _is_clear(known, key):
                return length, labels
    word = words[0]
    if word not in known.by_word:
        mended = mend(known, word)
        if mended != word and (labels := _one_per_group(known, mended)):
            return 1, labels
        word = mended
    label = _of_group(known, word)
    return 1, [label] if label is not None else []


def _one_per_group(known: Lexicon, key: str) -> list[int]:
    """The likeliest label of each unit group that says exactly this, the likeliest group first; three at most."""
    best: dict[str, int] = {}
    for label in known.by_key.get(key, ()):
        unit = known.keys[known.label_occupation[label]].isco08
        if unit not in best or known.label_weight[label] > known.label_weight[best[unit]]:
            best[unit] = label
    return sorted(best.values(), key=lambda label: (-known.label_weight[label], label))[:3]
