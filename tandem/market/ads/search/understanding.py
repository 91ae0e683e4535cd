"""What a line of words means: an occupation, a place, a workload, and what is left are words."""

from __future__ import annotations

import dataclasses
import re

from tandem.reference.localities import selectors as localities
from tandem.reference.localities.types import Place
from tandem.reference.occupations import selectors as occupations

PART_TIME = (10, 90)
FULL_TIME = (100, 100)
_PERCENT = r"\s*(?:%|prozent|pour\s?cent|per\s?cento|percent)"
_RANGE = re.compile(rf"\b(\d{{1,3}}){_PERCENT}?\s*(?:-|–|bis|à|a|to)\s*(\d{{1,3}}){_PERCENT}", re.IGNORECASE)
_ONE = re.compile(rf"\b(\d{{1,3}}){_PERCENT}", re.IGNORECASE)
_PART = re.compile(r"\b(?:teilzeit|temps partiel|tempo parziale|part[- ]time)\b", re.IGNORECASE)
_FULL = re.compile(r"\b(?:vollzeit|temps plein|plein temps|tempo pieno|full[- ]time)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Occupation:
    """`text` as typed; `label` the occupation in the reader's language; `ids` all that count as the same."""

    text: str
    label: str
    ids: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Where:
    """`text` as typed; a place, or a whole canton when `place` is None."""

    text: str
    place: Place | None
    canton: str


@dataclasses.dataclass(frozen=True, slots=True)
class Workload:
    """`text` as typed, and the range in percent that it means."""

    text: str
    low: int
    high: int


@dataclasses.dataclass(frozen=True, slots=True)
class Understanding:
    """`words` is what was taken as nothing but words."""

    occupations: tuple[Occupation, ...] = ()
    where: Where | None = None
    workload: Workload | None = None
    words: str = ""


def understand(text: str, *, language: str, with_place: bool = True, with_workload: bool = True) -> Understanding:
    """Read `text`, the longest meaning first. A place or a workload that was chosen elsewhere leaves its words."""
    rest = text
    workload = _workload(rest) if with_workload else None
    if workload:
        rest = _blank(rest, rest.find(workload.text), workload.text)
    spans = [(found.start, found.end, found) for found in occupations.recognise(rest, language=language)]
    where = None
    if with_place:
        where, span = _where(rest, language, [(start, end) for start, end, _found in spans])
        if where:
            rest = rest[: span[0]] + " " * (span[1] - span[0]) + rest[span[1] :]
            spans = [(start, end, found) for start, end, found in spans if end <= span[0] or start >= span[1]]
    read = []
    for start, end, found in spans:
        ids = frozenset().union(*(occupations.equivalents(key.id) for key in found.occupations))
        read.append(Occupation(text[start:end], occupations.label(found.label_id, language), tuple(sorted(ids))))
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return Understanding(tuple(read), where, workload, " ".join(rest.split()))


def _where(text: str, language: str, taken: list[tuple[int, int]]) -> tuple[Where | None, tuple[int, int]]:
    """The first place that no longer occupation covers: "Koch" is a cook, "Bern" is Bern."""
    for found in localities.recognise(text, language=language):
        length = found.end - found.start
        rivals = [(start, end) for start, end in taken if start < found.end and end > found.start]
        if all(end - start < length for start, end in rivals):
            return Where(found.text, found.place, found.canton), (found.start, found.end)
    return None, (0, 0)


def _workload(text: str) -> Workload | None:
    for pattern in (_RANGE, _ONE):
        for match in pattern.finditer(text):
            bounds = sorted(int(number) for number in match.groups())
            if bounds[0] >= 1 and bounds[-1] <= 100:
                return Workload(match.group(), bounds[0], bounds[-1])
    for pattern, (low, high) in ((_PART, PART_TIME), (_FULL, FULL_TIME)):
        if said := pattern.search(text):
            return Workload(said.group(), low, high)
    return None


def _blank(text: str, start: int, part: str) -> str:
    return text[:start] + " " * len(part) + text[start + len(part) :]
