"""The Null side: everything in a dictionary, for tests and as the plain statement of what an engine must do."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from tandem.facilities.search.analysis import analyzers, folding
from tandem.facilities.search.analysis.stopwords import ALL_STOP_WORDS
from tandem.facilities.search.engines import mending
from tandem.facilities.search.engines.checks import check
from tandem.facilities.search.refusals import IndexUnavailable
from tandem.facilities.search.rules import distance_km
from tandem.facilities.search.types import (
    AnyOf,
    Between,
    Clause,
    Document,
    Facet,
    Filter,
    Hit,
    Hits,
    Keyword,
    OneOf,
    Query,
    Reading,
    Schema,
    Sort,
    Suggestion,
    TextField,
    Words,
    WordUse,
)
from tandem.foundation.folding import plain

_OWN_LANGUAGE = 1.5


class MemoryEngine:
    """One dictionary per folder, shared by all engines of the process that name it."""

    _shelves: dict[Path, tuple[str, dict[str, Document]]] = {}
    _rebuilding: set[Path] = set()
    _changes = 0

    def __init__(self, schema: Schema, folder: Path) -> None:
        self.schema = schema
        self.folder = folder

    def generation(self) -> str:
        return self._shelf()[0]

    def state(self) -> Hashable:
        return self.generation(), MemoryEngine._changes

    def index(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        _replace(self._shelf()[1], documents, gone)
        MemoryEngine._changes += 1

    def remove(self, ids: Iterable[str]) -> None:
        self.index((), gone=ids)

    def search(self, query: Query) -> Hits:
        check(query, self.schema)
        question = _Question(query, self.schema, list(self._shelf()[1].values()))
        scored = [(score, document) for document in question.documents if (score := question.score(document)) >= 0]
        relevance = query.sort is Sort.RELEVANCE and bool(query.wanted)
        scored.sort(key=lambda pair: (pair[0] if relevance else 0.0, *_newness(pair[1], self.schema)), reverse=True)
        page = scored[(query.page - 1) * query.size : query.page * query.size]
        return Hits(
            items=tuple(Hit(document.id, score if relevance else 0.0) for score, document in page),
            total=len(scored),
            facets={facet.field: question.count(facet) for facet in query.facets},
            words=tuple(question.uses.values()),
        )

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        folded = plain(prefix.strip())
        found = _starting_with(self.schema, self._shelf()[1].values(), folded) if folded else []
        found.sort(key=lambda entry: (-entry[2], entry[1]))
        return tuple(Suggestion(written, count) for _folded, written, count in found[:limit])

    @contextlib.contextmanager
    def rebuild(self) -> Iterator[MemoryRebuild]:
        self._rebuilding.add(self.folder)
        try:
            yield MemoryRebuild(self)
        finally:
            self._rebuilding.discard(self.folder)

    def is_rebuilding(self) -> bool:
        return self.folder in self._rebuilding

    def _shelf(self) -> tuple[str, dict[str, Document]]:
        try:
            return self._shelves[self.folder]
        except KeyError:
            raise IndexUnavailable from None


class MemoryRebuild:
    def __init__(self, engine: MemoryEngine) -> None:
        self.engine = engine
        self.documents: dict[str, Document] = {}

    def add(self, documents: Iterable[Document]) -> None:
        _replace(self.documents, documents, ())

    def replace(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        _replace(self.documents, documents, gone)

    def switch(self) -> str:
        name = f"g-{id(self.documents):x}"
        MemoryEngine._shelves[self.engine.folder] = (name, self.documents)
        MemoryEngine._changes += 1
        return name


class _Question:
    """A query against all documents there are."""

    def __init__(self, query: Query, schema: Schema, documents: list[Document]) -> None:
        self.query = query
        self.schema = schema
        self.documents = documents
        self.uses: dict[str, WordUse] = {}
        parts = [self._known(clause) for clause in query.wanted]
        self.clauses = [clause for clause in parts if clause is not None]
        unknown = any(use.reading is Reading.UNKNOWN for use in self.uses.values())
        self.hopeless = bool(parts) and not self.clauses and unknown

    def score(self, document: Document, *, without: str = "") -> float:
        """Below zero when the document is no hit."""
        if self.hopeless or not all(
            self._passes(part, document) for part in self.query.filters if getattr(part, "field", None) != without
        ):
            return -1.0
        near = self.query.near
        if near and (document.point is None or distance_km(near.point, document.point) > near.km):
            return -1.0
        scores = [self._clause(clause, document) for clause in self.clauses]
        return sum(scores) if all(score > 0 for score in scores) else -1.0

    def count(self, facet: Facet) -> dict[str, int]:
        hits = [document for document in self.documents if self.score(document, without=facet.field) >= 0]
        if facet.ranges:
            return {
                str(number): sum(_lies_between(document, Between(facet.field, low, high)) for document in hits)
                for number, (low, high) in enumerate(facet.ranges)
            }
        counts = Counter(value for document in hits for value in set(document.keywords.get(facet.field, ())))
        return dict(counts.most_common(facet.size))

    def _known(self, clause: Clause) -> Clause | None:
        """The clause with its words as they are taken; None when nothing of it is left."""
        match clause:
            case Words():
                taken = [use for word in folding.words(clause.text) if (use := self._use(word, clause))]
                known = [" ".join(use.used) for use in taken if use.used]
                parts = tuple(AnyOf(tuple(Words(w, clause.fields) for w in words.split())) for words in known)
                return _All(parts) if parts else None  # type: ignore[return-value]
            case AnyOf():
                known_parts = tuple(part for inner in clause.clauses if (part := self._known(inner)) is not None)
                return AnyOf(known_parts) if known_parts else None
            case _:
                return clause

    def _use(self, word: str, clause: Words) -> WordUse | None:
        if word.lower() in ALL_STOP_WORDS:
            return None
        use = WordUse(word, Reading.UNKNOWN)
        if any(self._word(word, clause.fields, document) for document in self.documents):
            use = WordUse(word, Reading.EXACT, (word,))
        elif self.query.forgiving and clause.forgiving:
            for reading, offer in ((Reading.COMPLETED, mending.completions), (Reading.MENDED, mending.mended)):
                used = offer(word, lambda start: _starting_with(self.schema, self.documents, start))
                if used:
                    use = WordUse(word, reading, used)
                    break
        self.uses[word.lower()] = use
        return use

    def _clause(self, clause: Clause, document: Document) -> float:
        match clause:
            case Words():
                return self._word(clause.text, clause.fields, document)
            case Keyword():
                return clause.score if set(clause.values) & set(document.keywords.get(clause.field, ())) else 0.0
            case AnyOf():
                return max(self._clause(part, document) for part in clause.clauses)
            case _All():
                scores = [self._clause(part, document) for part in clause.parts]
                return sum(scores) if all(scores) else 0.0

    def _word(self, word: str, fields: tuple[str, ...], document: Document) -> float:
        best = 0.0
        for language, texts in document.texts.items():
            for field in self.schema.texts:
                if not texts.get(field.name) or (fields and field.name not in fields) or field.names == bool(language):
                    continue
                found = _occurs(word, texts[field.name], language, field)
                best = max(best, found * field.boost * (_OWN_LANGUAGE if language == self.query.language else 1.0))
        return best

    def _passes(self, part: Filter, document: Document) -> bool:
        match part:
            case OneOf():
                return bool(set(part.values) & set(document.keywords.get(part.field, ())))
            case Between():
                return _lies_between(document, part)
            case Words():
                asked = [word for word in folding.words(part.text) if word.lower() not in ALL_STOP_WORDS]
                return all(self._word(word, part.fields, document) for word in asked)


class _All:
    __match_args__ = ("parts",)

    def __init__(self, parts: tuple[AnyOf, ...]) -> None:
        self.parts = parts


def _replace(documents: dict[str, Document], new: Iterable[Document], gone: Iterable[str]) -> None:
    for identity in gone:
        documents.pop(identity, None)
    documents.update((document.id, document) for document in new)


def _occurs(word: str, text: str, language: str, field: TextField) -> float:
    terms = analyzers.analyzers()[language or analyzers.NAMES].analyze(text)
    if not set(terms).isdisjoint(analyzers.terms(word, language or analyzers.NAMES)):
        return 1.0
    if field.compounds and language == "de":
        parts = set(analyzers.analyzers()[analyzers.PARTS].analyze(text))
        if any(parts.issuperset(cut) for cut in analyzers.parts(word)):
            return 0.5
    return 0.0


def _lies_between(document: Document, between: Between) -> bool:
    value: int | datetime.date | None = document.numbers.get(between.field, document.days.get(between.field))
    if value is None:
        return False
    return (between.low is None or value >= between.low) and (between.high is None or value <= between.high)  # type: ignore[operator]


def _newness(document: Document, schema: Schema) -> tuple[int, bytes]:
    day = document.days.get(schema.newest, datetime.date.min)
    return day.toordinal(), hashlib.blake2b(document.id.encode(), digest_size=4).digest()


def _starting_with(schema: Schema, documents: Iterable[Document], folded: str) -> list[mending.Entry]:
    suggested = {field.name for field in schema.texts if field.suggest}
    counts: Counter[str] = Counter()
    for document in documents:
        said = {
            word.lower()
            for texts in document.texts.values()
            for name, text in texts.items()
            if name in suggested
            for word in folding.words(text)
        }
        counts.update(said)
    return [(plain(word), word, count) for word, count in counts.items() if plain(word).startswith(folded)]
