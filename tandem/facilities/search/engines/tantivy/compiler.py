"""From a question to a Tantivy query."""

import dataclasses
import datetime
import math
from collections.abc import Iterable, Iterator, Sequence

import tantivy
from tantivy import FieldType, Occur

from tandem.facilities.search.analysis import analyzers, folding, grid
from tandem.facilities.search.analysis.stopwords import ALL_STOP_WORDS
from tandem.facilities.search.engines import mending
from tandem.facilities.search.engines.tantivy import layout
from tandem.facilities.search.types import (
    AnyOf,
    Between,
    Clause,
    Filter,
    Keyword,
    Near,
    OneOf,
    Query,
    Reading,
    Schema,
    TextField,
    Words,
    WordUse,
)

_OWN_LANGUAGE = 1.5
_PART_OF_COMPOUND = 0.5
_NOT_AS_WRITTEN = 0.7
# How much a word gains that stands in several fields: most of the score is that of its best place.
_OTHER_PLACES = 0.1


@dataclasses.dataclass(frozen=True, slots=True)
class Compiled:
    """`query` with all filters; `scored` says whether its score means anything."""

    query: tantivy.Query
    clauses: tuple[tantivy.Query, ...]
    scored: bool
    words: tuple[WordUse, ...]


class Compiler:
    """Compiles for one state of an index: which words exist decides how the others are read."""

    def __init__(self, schema: Schema, index_schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.index_schema = index_schema
        self.searcher = searcher

    def compile(self, query: Query) -> Compiled:
        uses: dict[str, WordUse] = {}
        clauses = [self._clause(clause, query, uses) for clause in query.wanted]
        found = [clause for clause in clauses if clause is not None]
        nothing = bool(clauses) and not found and any(use.reading is Reading.UNKNOWN for use in uses.values())
        parts = [tantivy.Query.empty_query()] if nothing else found
        return Compiled(
            query=self._with_filters(parts, self.filters(query)),
            clauses=tuple(parts),
            scored=bool(found),
            words=tuple(uses.values()),
        )

    def filters(self, query: Query, *, without: str = "") -> list[tantivy.Query]:
        """All filters but those on the field `without`."""
        chosen = [self._filter(part, query) for part in query.filters if without != getattr(part, "field", None)]
        if query.near is not None:
            chosen.append(self._near(query.near))
        return chosen

    def without(self, query: Query, compiled: Compiled, field: str) -> tantivy.Query:
        """The same question without its filters on one field."""
        return self._with_filters(compiled.clauses, self.filters(query, without=field))

    def _with_filters(self, found: Sequence[tantivy.Query], filters: Sequence[tantivy.Query]) -> tantivy.Query:
        parts = [(Occur.Must, part) for part in found]
        parts += [(Occur.Must, tantivy.Query.const_score_query(part, 0.0)) for part in filters]
        if not parts:
            return tantivy.Query.all_query()
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def _clause(self, clause: Clause, query: Query, uses: dict[str, WordUse]) -> tantivy.Query | None:
        """None when the clause says nothing or nothing contains it."""
        match clause:
            case Words():
                return self._words(clause, query, uses)
            case Keyword():
                found = tantivy.Query.term_set_query(self.index_schema, clause.field, list(clause.values))
                return tantivy.Query.const_score_query(found, clause.score)
            case AnyOf():
                parts = [self._clause(part, query, uses) for part in clause.clauses]
                return _best_of([part for part in parts if part is not None])

    def _words(self, clause: Words, query: Query, uses: dict[str, WordUse]) -> tantivy.Query | None:
        fields = [field for field in self.schema.texts if not clause.fields or field.name in clause.fields]
        found = []
        for word in folding.words(clause.text):
            if word.lower() in ALL_STOP_WORDS:
                continue
            part, use = self._forgiving(word, fields, query, forgiving=query.forgiving and clause.forgiving)
            uses[word.lower()] = use
            if part is not None:
                found.append(part)
        if len(found) < 2:
            return found[0] if found else None
        return tantivy.Query.boolean_query([(Occur.Must, part) for part in found])

    def _forgiving(
        self, word: str, fields: Sequence[TextField], query: Query, *, forgiving: bool
    ) -> tuple[tantivy.Query | None, WordUse]:
        exact = self._word(word, fields, query.language)
        if exact is not None:
            return exact, WordUse(word, Reading.EXACT, (word,))
        for reading, offer in ((Reading.COMPLETED, mending.completions), (Reading.MENDED, mending.mended)):
            if not forgiving:
                break
            used = offer(word, self.starting_with)
            parts = [self._word(other, fields, query.language) for other in used]
            found = _best_of([part for part in parts if part is not None])
            if found is not None:
                return tantivy.Query.boost_query(found, _NOT_AS_WRITTEN), WordUse(word, reading, used)
        return None, WordUse(word, Reading.UNKNOWN)

    def starting_with(self, folded: str) -> list[mending.Entry]:
        entries = []
        for term, count in self.searcher.terms_with_prefix(layout.VOCABULARY, folded):
            key, _bar, written = term.partition("|")
            entries.append((key, written, count))
        return entries

    def _word(self, word: str, fields: Iterable[TextField], reader: str) -> tantivy.Query | None:
        """Worth the weight of its best place, the more the rarer it is.

        Not BM25: each language is a field of its own, most documents have none of it, and a mean length that counts
        them would make every Italian text look long and push it down.
        """
        places = [place for field in fields for place in self._places(word, field, reader)]
        if not places:
            return None
        seen = min(sum(count for _query, _weight, count in places), self.searcher.num_docs)
        rarity = 1.0 + math.log((1 + self.searcher.num_docs) / (1 + seen))
        return _best_of([tantivy.Query.const_score_query(query, weight * rarity) for query, weight, _count in places])

    def _places(self, word: str, field: TextField, reader: str) -> Iterator[tuple[tantivy.Query, float, int]]:
        """(where it stands, what that is worth, in how many documents)."""
        for language in layout.languages_of(field):
            name = layout.text_field(field.name, language)
            weight = field.boost * (_OWN_LANGUAGE if language == reader else 1.0)
            for term in analyzers.terms(word, language or analyzers.NAMES):
                if count := self.searcher.doc_freq(name, term):
                    yield self._term(name, term), weight, count
        if field.compounds:
            name = layout.parts_field(field.name)
            for parts in analyzers.parts(word):
                counts = [self.searcher.doc_freq(name, part) for part in parts]
                if all(counts):
                    together = [(Occur.Must, self._term(name, part)) for part in parts]
                    query = together[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(together)
                    yield query, field.boost * _PART_OF_COMPOUND, min(counts)

    def _term(self, name: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.index_schema, name, term, index_option="basic")

    def _filter(self, part: Filter, query: Query) -> tantivy.Query:
        match part:
            case OneOf():
                return tantivy.Query.term_set_query(self.index_schema, part.field, list(part.values))
            case Between():
                return self.between(part.field, part.low, part.high)
            case Words():
                return self._words(part, query, {}) or tantivy.Query.empty_query()

    def between(self, field: str, low: int | datetime.date | None, high: int | datetime.date | None) -> tantivy.Query:
        if low is None and high is None:
            return tantivy.Query.all_query()
        return tantivy.Query.range_query(
            self.index_schema, field, FieldType.Integer, lower_bound=as_number(low), upper_bound=as_number(high)
        )

    def _near(self, near: Near) -> tantivy.Query:
        return tantivy.Query.term_set_query(self.index_schema, layout.CELL, list(grid.cover(near.point, near.km)))


def as_number(value: int | datetime.date | None) -> int | None:
    return value.toordinal() if isinstance(value, datetime.date) else value


def _best_of(parts: Sequence[tantivy.Query]) -> tantivy.Query | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else tantivy.Query.disjunction_max_query(list(parts), _OTHER_PLACES)
