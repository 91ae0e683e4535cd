"""Questions that no engine can answer, refused alike by all."""

import difflib
from collections.abc import Iterator

from tandem.facilities.search.refusals import TooFar, UnknownField
from tandem.facilities.search.types import (
    LARGEST_PAGE,
    REACH,
    AnyOf,
    Between,
    Clause,
    Facet,
    Filter,
    Keyword,
    OneOf,
    Query,
    Schema,
    Words,
)


def check(query: Query, schema: Schema) -> None:
    """Raises UnknownField, with near names, TooFar beyond `REACH`, and ValueError for a page that cannot be."""
    if query.page < 1 or not 1 <= query.size <= LARGEST_PAGE:
        raise ValueError(f"Page {query.page} of {query.size} hits")
    if query.page * query.size > REACH:
        raise TooFar
    for part in (*query.wanted, *query.filters, *query.facets):
        for field, known in _fields(part, schema):
            if field not in known:
                raise UnknownField(
                    f"{type(part).__name__}: the collection has no field {field!r}",
                    field=field,
                    value=field,
                    suggestions=tuple(difflib.get_close_matches(field, known, cutoff=0.5)),
                )


def _fields(part: Clause | Filter | Facet, schema: Schema) -> Iterator[tuple[str, tuple[str, ...]]]:
    texts = tuple(text.name for text in schema.texts)
    match part:
        case Words():
            yield from ((field, texts) for field in part.fields)
        case Keyword() | OneOf():
            yield part.field, schema.keywords
        case AnyOf():
            for clause in part.clauses:
                yield from _fields(clause, schema)
        case Between():
            yield part.field, schema.numbers + schema.days
        case Facet():
            yield part.field, schema.numbers + schema.days if part.ranges else schema.keywords
