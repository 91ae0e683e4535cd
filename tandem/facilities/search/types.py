"""What is asked of a search engine and what it answers. Documents have texts per language, keywords, numbers, days
and a point; what they are about is known only to the feature that registered the collection."""

from __future__ import annotations

import dataclasses
import datetime
import enum
from collections.abc import Mapping, Sequence

# Whoever pages further wants a narrower question; every engine would have to sort all that comes before.
REACH = 10_000
LARGEST_PAGE = 100
LANGUAGES = ("de", "fr", "it", "en")
# The key in `Document.texts` of words that belong to no language, such as the name of a company.
NO_LANGUAGE = ""


@dataclasses.dataclass(frozen=True, slots=True)
class TextField:
    """A text, stemmed in each language. `names` are taken as they stand, in no language.

    `boost` weighs a word found here. `compounds` also finds the parts of a German compound. The words of fields with
    `suggest` are the vocabulary that completes a prefix and mends a typing error.
    """

    name: str
    boost: float = 1.0
    names: bool = False
    compounds: bool = False
    suggest: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a collection. `newest` is the day that sorts by date and decides between equals."""

    texts: tuple[TextField, ...]
    newest: str
    keywords: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.newest not in self.days:
            raise ValueError(f"The schema sorts by {self.newest!r}, which is none of its days")


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. `texts` is language -> field -> text."""

    id: str
    texts: Mapping[str, Mapping[str, str]]
    days: Mapping[str, datetime.date]
    keywords: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    numbers: Mapping[str, int] = dataclasses.field(default_factory=dict)
    point: Point | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Each of these words, in any language, in any of `fields` (all text fields when empty).

    `forgiving` also completes and mends words that nothing contains, if the query allows it.
    """

    text: str
    fields: tuple[str, ...] = ()
    forgiving: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Keyword:
    """One of `values` in a keyword field, worth `score`."""

    field: str
    values: tuple[str, ...]
    score: float = 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these; the best of them gives the score."""

    clauses: tuple[Clause, ...]


Clause = Words | Keyword | AnyOf


@dataclasses.dataclass(frozen=True, slots=True)
class OneOf:
    """The keyword field has one of `values`."""

    field: str
    values: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Between:
    """The number or day lies between both, bounds included; None leaves a side open."""

    field: str
    low: int | datetime.date | None = None
    high: int | datetime.date | None = None


Filter = OneOf | Between | Words


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Within `km` of a point, true to one hundredth of the distance or 250 metres, whichever is more."""

    point: Point
    km: float


class Sort(enum.Enum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


Range = tuple[int | datetime.date | None, int | datetime.date | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Facet:
    """Count hits by the values of a keyword field or, for a number or a day, by `ranges`, bounds included.

    The filter on the facet's own field is left out of the count: it shows what else could be chosen.
    """

    field: str
    ranges: tuple[Range, ...] = ()
    size: int = 30


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """Hits satisfy `text`, every clause, every filter and `near`. Words in `language` count a little more.

    `page` starts at 1.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    near: Near | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    language: str = "de"
    facets: tuple[Facet, ...] = ()
    forgiving: bool = True

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """All clauses, the free text first."""
        return (Words(self.text), *self.clauses) if self.text.strip() else self.clauses


class Reading(enum.Enum):
    """How a word of the question was taken."""

    EXACT = "exact"
    COMPLETED = "completed"
    MENDED = "mended"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class WordUse:
    """A word of the question and the words of the collection that stand for it."""

    word: str
    reading: Reading
    used: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Hits:
    """`total` counts all, also beyond `REACH`. Facets: field -> value (or number of the range) -> hits."""

    items: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    words: tuple[WordUse, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.items)


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the collection and in how many documents it stands."""

    text: str
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, `marked` when it answers the question."""

    text: str
    marked: bool = False
