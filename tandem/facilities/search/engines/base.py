"""What every search engine can do. `settings.SEARCH_ENGINE` names one; `tests/engine_contract.py` holds them all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from tandem.facilities.search.types import Document, Hits, Query, Schema, Suggestion


class Rebuild(Protocol):
    """A new generation of an index, invisible until `switch`. Left without it, it vanishes."""

    def add(self, documents: Iterable[Document]) -> None: ...

    def replace(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        """Overtake documents added earlier; forget `gone`."""

    def switch(self) -> str:
        """Make the generation the current one for all processes, at once; return its name."""


class Engine(Protocol):
    """One collection in one index. Any number of processes read; one at a time writes.

    Raises IndexUnavailable from every question when there is no readable index of the present schema, and
    UnknownField for a field that the schema does not have.
    """

    def __init__(self, schema: Schema, folder: Path) -> None: ...

    def generation(self) -> str:
        """The name of the current generation."""

    def state(self) -> Hashable:
        """Equal to an earlier one, of any engine of the collection, only if nothing was written in between."""

    def index(self, documents: Iterable[Document], *, gone: Iterable[str] = ()) -> None:
        """Add or replace documents and forget `gone`. On return it is durable, and other processes find it."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are ignored."""

    def search(self, query: Query) -> Hits: ...

    def suggest(self, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Words of the collection that start so, in any language, the most frequent first; accents are ignored."""

    def rebuild(self) -> AbstractContextManager[Rebuild]:
        """Write a new generation beside the current one, which goes on answering."""

    def is_rebuilding(self) -> bool:
        """Whether a living process is writing a new generation."""
