"""The collections that can be searched. Each feature registers its own from `apps.py`; the index knows none."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from tandem.facilities.search.engines.base import Engine
from tandem.facilities.search.types import Document, Schema


@dataclasses.dataclass(frozen=True, slots=True)
class Collection:
    """`load` turns ids into documents and leaves out what must not be found; `all_documents` streams them all."""

    name: str
    schema: Schema
    load: Callable[[Sequence[str]], Iterable[Document]]
    all_documents: Callable[[], Iterable[Document]]
    count: Callable[[], int]


_collections: dict[str, Collection] = {}


def register_collection(
    name: str,
    *,
    schema: Schema,
    load: Callable[[Sequence[str]], Iterable[Document]],
    all_documents: Callable[[], Iterable[Document]],
    count: Callable[[], int],
) -> None:
    """Let `name` be searched. `count` is about how many documents there are, for the progress bar."""
    _collections[name] = Collection(name, schema, load, all_documents, count)


def names() -> tuple[str, ...]:
    return tuple(sorted(_collections))


def collection(name: str) -> Collection:
    """Raises KeyError for a collection that nobody registered."""
    return _collections[name]


def engine(name: str) -> Engine:
    """The engine of a collection, one for the whole process."""
    return _engine(name, settings.SEARCH_ENGINE, str(settings.SEARCH_DIR))


@functools.cache
def _engine(name: str, path: str, folder: str) -> Engine:
    built: Engine = import_string(path)(collection(name).schema, Path(folder) / name)
    return built
