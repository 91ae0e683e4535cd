"""All labels in memory, in arrays: a hundred thousand in some 15 MB."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tandem.foundation.languages import Language
from tandem.reference.occupations.enums import LabelKind
from tandem.reference.occupations.types import OccupationKey

LANGUAGES = tuple(Language.values)
KINDS = tuple(LabelKind)
LAST_POSITION = 15
NONE = 0xFFFFFFFF

# Where to look when a label is missing in the reader's language.
FALLBACKS = {"de": "fr it en", "fr": "de it en", "it": "fr de en", "en": "de fr it"}


class LabelRow(NamedTuple):
    occupation_id: str
    language: str
    kind: str
    label: str
    folded: str
    keys: list[str]


class LabelIndex:
    """Labels by number: 0, 1, 2 …; a number stands for (occupation, language, kind, text) in parallel arrays.

    `words` is the sorted vocabulary of folded labels; the postings of word w are `label << 4 | position in the label`,
    from `posting_starts[w]` on. `key_hashes` is sorted and parallel to `key_labels`.
    """

    def __init__(self, occupations: Iterable[tuple[OccupationKey, str, int]], rows: Iterable[LabelRow]) -> None:
        """`occupations`: (key, ESCO code, employment) of each; `rows`: their labels."""
        self.occupations: list[OccupationKey] = []
        self.esco_codes: list[str] = []
        self.unit_groups: dict[str, list[int]] = defaultdict(list)
        self.employment = array("I")
        for occupation, esco_code, employed in occupations:
            self.unit_groups[occupation.isco08].append(len(self.occupations))
            self.occupations.append(occupation)
            self.esco_codes.append(esco_code)
            self.employment.append(employed)
        self.numbers = {occupation.id: number for number, occupation in enumerate(self.occupations)}
        self.best = {language: array("I", [NONE]) * len(self.occupations) for language in LANGUAGES}
        self.occupation_of, self.traits, self.lengths = array("H"), array("B"), array("B")
        self._texts, self._text_starts = bytearray(), array("I", [0])
        postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        hashes, labels = array("q"), array("I")
        for number, row in enumerate(rows):
            self._add(number, row)
            words = row.folded.split()
            for position, word in enumerate(words):
                postings[word].append(number << 4 | min(position, LAST_POSITION))
            for key in row.keys:
                hashes.append(hash(key))
                labels.append(number)
        self.words = sorted(postings)
        self.posting_starts, self.postings = array("I", [0]), array("I")
        for word in self.words:
            self.postings.extend(postings.pop(word))
            self.posting_starts.append(len(self.postings))
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self.key_hashes = array("q", (hashes[position] for position in order))
        self.key_labels = array("I", (labels[position] for position in order))

    def _add(self, number: int, row: LabelRow) -> None:
        occupation, kind = self.numbers[row.occupation_id], KINDS.index(LabelKind(row.kind))
        self.occupation_of.append(occupation)
        self.traits.append(LANGUAGES.index(row.language) << 4 | kind)
        self.lengths.append(min(255, row.folded.count(" ") + 1))
        self._texts += row.label.encode()
        self._text_starts.append(len(self._texts))
        best = self.best[row.language]
        if best[occupation] == NONE or kind < self.kind(best[occupation]):
            best[occupation] = number

    def text(self, label: int) -> str:
        return self._texts[self._text_starts[label] : self._text_starts[label + 1]].decode()

    def language(self, label: int) -> str:
        return LANGUAGES[self.traits[label] >> 4]

    def kind(self, label: int) -> int:
        """Position in KINDS: 0 tells most."""
        return self.traits[label] & 15

    def best_label(self, occupation: int, language: str) -> str:
        for candidate in (language, *FALLBACKS[language].split()):
            if (label := self.best[candidate][occupation]) != NONE:
                return self.text(label)
        return self.occupations[occupation].id

    def starting(self, prefix: str) -> range:
        """Numbers of the words that begin so."""
        return range(bisect_left(self.words, prefix), bisect_right(self.words, prefix + "\U0010ffff"))

    def postings_of(self, words: range) -> "array[int]":
        """`label << 4 | position` of neighbouring words."""
        return self.postings[self.posting_starts[words.start] : self.posting_starts[words.stop]]

    def labels_with_key(self, key: str) -> Iterator[int]:
        """Labels that say the same as the key, whatever gender, number and small words."""
        wanted = hash(key)
        position = bisect_left(self.key_hashes, wanted)
        while position < len(self.key_hashes) and self.key_hashes[position] == wanted:
            yield self.key_labels[position]
            position += 1
