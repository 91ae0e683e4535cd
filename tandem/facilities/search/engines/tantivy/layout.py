"""How a collection lies in a Tantivy index: the names of the fields and what a document writes into them."""

import datetime
import functools
import hashlib
from typing import Any, NamedTuple

import tantivy

from tandem.facilities.search.analysis import analyzers, folding, grid
from tandem.facilities.search.engines.mending import entry
from tandem.facilities.search.types import LANGUAGES, NO_LANGUAGE, Document, Query, Schema, Sort, TextField

ID = "_id"
CELL = "_cell"
NEWNESS = "_newness"
WEIGHT = "_weight"
VOCABULARY = "_vocabulary"
_YEAR_ZERO = datetime.date(2025, 1, 1).toordinal()
_DAYS_PER_DOUBLING = 365.0


@functools.cache
def text_field(name: str, language: str) -> str:
    return f"{name}_{language}" if language else f"{name}_names"


def parts_field(name: str) -> str:
    return f"{name}_parts"


def fingerprint(schema: Schema) -> str:
    """Twelve signs that change when an index written before can no longer be read as `schema`."""
    return hashlib.sha256(f"{analyzers.VERSION} {schema!r}".encode()).hexdigest()[:12]


def build(schema: Schema) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # A raw text, because deleting by an unsigned number silently deletes nothing.
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(CELL, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(VOCABULARY, tokenizer_name=analyzers.VOCABULARY, index_option="basic")
    builder.add_integer_field(NEWNESS, fast=True)
    builder.add_float_field(WEIGHT, fast=True)
    for field in schema.texts:
        for language in languages_of(field):
            builder.add_text_field(
                text_field(field.name, language),
                tokenizer_name=language or analyzers.NAMES,
                index_option="basic",
            )
        if field.compounds:
            builder.add_text_field(parts_field(field.name), tokenizer_name=analyzers.PARTS, index_option="basic")
    for keyword in schema.keywords:
        builder.add_text_field(keyword, fast=True, tokenizer_name="raw", index_option="basic")
    for number in schema.numbers + schema.days:
        builder.add_integer_field(number, fast=True)
    return builder.build()


def languages_of(field: TextField) -> tuple[str, ...]:
    return (NO_LANGUAGE,) if field.names else LANGUAGES


def register(index: tantivy.Index) -> None:
    """An index forgets its analyzers: they are registered on every open."""
    for name, analyzer in analyzers.analyzers().items():
        index.register_tokenizer(name, analyzer)


class Writer:
    """Documents of one collection in Tantivy's own form. What depends on the schema alone is worked out once."""

    def __init__(self, schema: Schema) -> None:
        self._newest = schema.newest
        self._targets = {
            language: tuple(_target(field, language) for field in schema.texts if language in languages_of(field))
            for language in (NO_LANGUAGE, *LANGUAGES)
        }

    def write(self, document: Document) -> tantivy.Document:
        newness, weight = _newness(document.id, document.days.get(self._newest, datetime.date.min))
        row: dict[str, Any] = {ID: document.id, NEWNESS: newness, WEIGHT: weight, **document.numbers}
        self._write_texts(document, row)
        for name, values in document.keywords.items():
            if values:
                row[name] = list(values)
        for name, day in document.days.items():
            row[name] = day.toordinal()
        if document.point is not None:
            row[CELL] = list(grid.cells_of(document.point))
        # One call for the whole: each crossing into Tantivy costs as much as a word.
        return tantivy.Document.from_dict(row)

    def _write_texts(self, document: Document, row: dict[str, Any]) -> None:
        vocabulary: list[str] = []
        for language, texts in document.texts.items():
            for target in self._targets.get(language, ()):
                text = texts.get(target.name)
                if not text:
                    continue
                for field in target.fields:
                    row[field] = text
                if target.suggest:
                    vocabulary.append(_entries(text))
        if vocabulary:
            row[VOCABULARY] = " ".join(vocabulary)


class _Target(NamedTuple):
    """Where the text `name` goes."""

    name: str
    fields: tuple[str, ...]
    suggest: bool


def _target(field: TextField, language: str) -> _Target:
    parts = (parts_field(field.name),) if field.compounds and language == "de" else ()
    return _Target(field.name, (text_field(field.name, language), *parts), field.suggest)


@functools.lru_cache(maxsize=20_000)
def _entries(text: str) -> str:
    """The words of a title for the vocabulary; many titles come again and again."""
    return " ".join([entry(word.lower()) for word in folding.words(text)])


def _newness(identity: str, newest: datetime.date) -> tuple[int, float]:
    """A number that sorts by day and, within a day, in an order that no re-indexing changes; and a weight for scores.

    Tantivy multiplies the score by log2(2 + weight): that is 1 at year zero and 1 more for each year since, about one
    thousandth for a day, so that it decides between equals and hardly else.
    """
    day = newest.toordinal()
    within = int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=4).digest())
    years = max(0.0, (day + within / 2**32 - _YEAR_ZERO) / _DAYS_PER_DOUBLING)
    return day << 32 | within, 2.0 ** (1.0 + years) - 2.0


def order_of(query: Query, *, scored: bool) -> dict[str, Any]:
    """How Tantivy is to sort the hits: by day when that was asked or when nothing gives a score."""
    return {"weight_by_field": WEIGHT} if scored and query.sort is Sort.RELEVANCE else {"order_by_field": NEWNESS}
