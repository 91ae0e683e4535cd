"""All labels of all occupations in memory, compact: texts in one block of bytes, the rest in arrays of numbers.

Built once per process from the shipped tables (about 2 s and 40 MB); forked web processes share it.
"""

import functools
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tandem.foundation.bulk import read_table
from tandem.foundation.folding import fold
from tandem.reference.occupations.stems import stems_of_folded, without_gender_marks
from tandem.reference.occupations.types import OccupationKey

DATA = Path(__file__).parent / "data"
LANGUAGES = ("de", "fr", "it", "en")


@dataclass(slots=True)
class Lexicon:
    """`label_*` run in parallel: one position per label. Prefixes are found by bisection in `folded`.

    `by_key` maps the stems of a label ("infirmier soin general") to the positions of the labels that have them;
    `by_word` maps one stem to all labels that hold it.
    """

    keys: list[OccupationKey] = field(default_factory=list)
    position: dict[str, int] = field(default_factory=dict)
    labels_of: list[dict[str, str]] = field(default_factory=list)
    block: bytes = b""
    label_start: array = field(default_factory=lambda: array("I"))
    label_occupation: array = field(default_factory=lambda: array("H"))
    label_language: array = field(default_factory=lambda: array("B"))
    folded: list[str] = field(default_factory=list)
    folded_label: array = field(default_factory=lambda: array("I"))
    by_key: dict[str, array] = field(default_factory=dict)
    by_word: dict[str, array] = field(default_factory=dict)
    label_weight: array = field(default_factory=lambda: array("f"))
    heads: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    words: list[str] = field(default_factory=list)
    by_unit: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    avam: dict[str, int] = field(default_factory=dict)
    chisco: dict[str, dict[str, str]] = field(default_factory=dict)
    employed: dict[str, float] = field(default_factory=dict)

    def text(self, label: int) -> str:
        return self.block[self.label_start[label] : self.label_start[label + 1]].decode()

    def starting_with(self, prefix: str, most: int) -> Iterator[int]:
        """Labels whose folded text begins so, in the order of the alphabet."""
        at = bisect_left(self.folded, prefix)
        while at < len(self.folded) and most and self.folded[at].startswith(prefix):
            yield self.folded_label[at]
            at, most = at + 1, most - 1


@functools.cache
def lexicon() -> Lexicon:
    """Everything there is to know about occupations."""
    built = Lexicon()
    for row in read_table(DATA / "ch_isco.tsv.gz"):
        built.chisco[row["code"]] = {language: row[language] for language in LANGUAGES}
    texts: list[bytes] = []
    words: dict[str, list[int]] = defaultdict(list)
    keys: dict[str, list[int]] = defaultdict(list)
    folded: list[tuple[str, int]] = []
    for occupation, language, kind, label in _all_labels(built):
        number = len(texts)
        texts.append(label.encode())
        built.label_occupation.append(occupation)
        built.label_language.append(LANGUAGES.index(language))
        built.label_weight.append(_weight(built, built.keys[occupation], kind))
        known = built.labels_of[occupation]
        if kind == "preferred" or language not in known:
            known[language] = label
        _index(built, number, _Said(label, language), folded, keys, words)
    _pack(built, texts, folded, keys, words)
    return built


def _all_labels(built: Lexicon) -> Iterator[tuple[int, str, str, str]]:
    """(occupation, language, kind, label), the preferred label of a language first."""
    only_type = _only_types(built.chisco)
    for row in read_table(DATA / "occupations.tsv.gz"):
        chisco5 = row["chisco5"] or only_type.get(row["isco08"])
        _add_occupation(built, OccupationKey(row["id"], row["isco08"], chisco5))
        # Hundreds of people in the unit group: whom somebody means when a word may mean several.
        built.employed[row["isco08"]] = float(row["employment"]) / 10
    for row in read_table(DATA / "labels.tsv.gz"):
        yield built.position[row["occupation"]], row["language"], row["kind"], row["label"]
    for row in read_table(DATA / "avam.tsv.gz"):
        if row["occupation"]:
            built.avam[row["code"]] = built.position[row["occupation"]]


def _add_occupation(built: Lexicon, key: OccupationKey) -> int:
    number = len(built.keys)
    built.keys.append(key)
    built.labels_of.append({})
    built.position[key.id] = number
    built.by_unit[key.isco08].append(number)
    return number


def _only_types(chisco: Iterable[str]) -> dict[str, str]:
    """The one CH-ISCO-19 type of a unit group that has one only."""
    types: dict[str, list[str]] = defaultdict(list)
    for code in chisco:
        if len(code) == 5:
            types[code[:4]].append(code)
    return {unit: codes[0] for unit, codes in types.items() if len(codes) == 1}


def forms(label: str) -> Iterable[str]:
    """The ways a label is said: "Koch/Köchin" is two, "aide-soignant" one."""
    parts = [part.strip() for part in label.split("/")]
    whole = without_gender_marks(label)
    if len(parts) > 1 and all(len(part) > 3 for part in parts):
        return dict.fromkeys((*parts, whole))
    return (whole,)


def _is_head_last(language: str) -> bool:
    """German and English end with what somebody is, French and Italian begin with it."""
    return language in {"de", "en"}


@dataclass(frozen=True, slots=True)
class _Said:
    label: str
    language: str


def _index(
    built: Lexicon,
    number: int,
    said: _Said,
    folded: list[tuple[str, int]],
    keys: dict[str, list[int]],
    words: dict[str, list[int]],
) -> None:
    unit = built.keys[built.label_occupation[number]].isco08
    for form in forms(said.label):
        text = fold(form)
        found = stems_of_folded(text)
        if not found:
            continue
        folded.append((text, number))
        keys[" ".join(found)].append(number)
        built.heads[found[-1] if _is_head_last(said.language) else found[0]][unit] += 1
        for word in dict.fromkeys(found):
            if not words[word] or words[word][-1] != number:
                words[word].append(number)


_WORTH = {"preferred": 1.2, "swiss": 1.5, "usual": 2.0, "alt": 1.0}


def _weight(built: Lexicon, key: OccupationKey, kind: str) -> float:
    """How likely somebody means this label: many people in the group, a title in use in Switzerland."""
    return (1 + built.employed.get(key.isco08, 0.0)) * _WORTH[kind]


def _pack(
    built: Lexicon,
    texts: list[bytes],
    folded: list[tuple[str, int]],
    keys: dict[str, list[int]],
    words: dict[str, list[int]],
) -> None:
    start = 0
    for text in texts:
        built.label_start.append(start)
        start += len(text)
    built.label_start.append(start)
    built.block = b"".join(texts)
    folded.sort()
    built.folded = [text for text, _number in folded]
    built.folded_label = array("I", (number for _text, number in folded))
    built.by_key = {key: array("I", numbers) for key, numbers in keys.items()}
    built.words = sorted(words)
    built.by_word = {word: array("I", numbers) for word, numbers in words.items()}
