"""What the rest of the house asks of the search."""

import datetime
import functools
from collections.abc import Hashable

from django.db.models import QuerySet

from tandem.facilities.search import registry
from tandem.facilities.search.highlight import fragment, highlight
from tandem.facilities.search.models import SearchChange
from tandem.facilities.search.refusals import IndexUnavailable, TooFar, UnknownField
from tandem.facilities.search.types import Hits, Query, Suggestion

__all__ = [
    "IndexUnavailable",
    "TooFar",
    "UnknownField",
    "fragment",
    "highlight",
    "is_ready",
    "oldest_change",
    "outbox_depth",
    "search",
    "suggest",
]


def search(collection: str, query: Query) -> Hits:
    """Hits are ids in order; the rows they name must be read, and permission checked, before anything is shown.

    The same question is worked out once as long as nothing is written to the index. Raises IndexUnavailable, TooFar
    and UnknownField.
    """
    return _hits(collection, registry.engine(collection).state(), query)


@functools.lru_cache(maxsize=512)
def _hits(collection: str, state: Hashable, query: Query) -> Hits:
    """`state` was read before: an answer may be newer than it, never older."""
    return registry.engine(collection).search(query)


def suggest(collection: str, prefix: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
    """Words of the collection that begin with `prefix`, in any language. Raises IndexUnavailable."""
    return registry.engine(collection).suggest(prefix, limit=limit)


def is_ready(collection: str | None = None) -> bool:
    """Whether the index of this collection, or of each one, can be asked."""
    try:
        for name in (collection,) if collection else registry.names():
            registry.engine(name).generation()
    except IndexUnavailable:
        return False
    return True


def outbox_depth(collection: str | None = None) -> int:
    """How many changes of this collection, or of all, the index has not heard of."""
    return _waiting(collection).count()


def oldest_change(collection: str | None = None) -> datetime.datetime | None:
    """Since when the oldest of them waits."""
    return _waiting(collection).order_by("id").values_list("changed_at", flat=True).first()


def _waiting(collection: str | None) -> QuerySet[SearchChange]:
    waiting = SearchChange.objects.filter(applied_to="")
    return waiting.filter(collection=collection) if collection else waiting
