"""The index follows the database: a change is noted with the change itself and drained by a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog
from django.db import connection, transaction

from tandem.facilities.search import registry
from tandem.facilities.search.models import SearchChange
from tandem.facilities.search.refusals import IndexUnavailable
from tandem.facilities.search.types import Document
from tandem.foundation.queue import enqueue_once_on_commit
from tandem.foundation.turns import wait_for_turn

log = structlog.get_logger()

BATCH = 2_000
_DRAIN = "search.drain"


def note_change(collection: str, object_ids: Iterable[object]) -> None:
    """Remember, in the caller's transaction, that these objects were added, changed or removed.

    Any number of ids costs one statement. The index hears of it after commit. Raises KeyError for a collection that
    nobody registered.
    """
    registry.collection(collection)
    ids = [str(identity) for identity in object_ids]
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {SearchChange._meta.db_table} (collection, object_id) SELECT %s, unnest(%s::text[])",
            [collection, ids],
        )
    # One job is enough for all that is committed before it starts.
    enqueue_once_on_commit(_DRAIN, collection=collection)


def drain(collection: str) -> int:
    """Tell the index about all noted changes; return how many. Interrupted anywhere, nothing is lost or done wrong.

    Rows are forgotten only once the index is on disk. While a new generation is being written they stay, for it to
    hear them too. Raises IndexUnavailable when there is no index to tell.
    """
    done = 0
    while batch := _drain_batch(collection):
        done += batch
    if done:
        log.info("search_drained", collection=collection, changes=done)
    return done


def drain_when_possible(collection: str) -> None:
    """Drain, or say in the log that there is no index to tell; the changes wait."""
    try:
        drain(collection)
    except IndexUnavailable:
        log.warning("search_index_unavailable", collection=collection)


def reindex(collection: str, *, progress: Callable[[int, int], None]) -> str:
    """Write a new generation from the database and switch to it; return its name.

    Searches go on in the old one. What changes meanwhile is noted as always, and the new generation hears it before
    the switch. `progress(done, total)` is called after each batch.
    """
    source = registry.collection(collection)
    with registry.engine(collection).rebuild() as build:
        # Committed before the first row is read, so these need not be told once more after the last one.
        read = {change for change, _identity in _noted(collection)}
        done, total = 0, source.count()
        progress(0, total)

        def counted() -> Iterable[Document]:
            nonlocal done
            for document in source.all_documents():
                yield document
                done += 1
                if done % BATCH == 0:
                    progress(done, max(done, total))

        build.add(counted())
        progress(done, done)
        with transaction.atomic():
            _lock(collection)
            changes = _noted(collection)
            unread = [identity for change, identity in changes if change not in read]
            for start in range(0, len(unread), BATCH):
                ids = _distinct(unread[start : start + BATCH])
                build.replace(source.load(ids), gone=ids)
            name = build.switch()
            _forget([change for change, _identity in changes])
    log.info("search_reindexed", collection=collection, generation=name, documents=done)
    return name


def _drain_batch(collection: str) -> int:
    engine = registry.engine(collection)
    with transaction.atomic():
        _lock(collection)
        generation = engine.generation()
        waiting = SearchChange.objects.filter(collection=collection).exclude(applied_to=generation)
        changes = list(waiting.order_by("id").values_list("id", "object_id")[:BATCH])
        ids = _distinct(identity for _id, identity in changes)
        if ids:
            engine.index(registry.collection(collection).load(ids), gone=ids)
        applied = [change for change, _identity in changes]
        # Asked after the rows were read: a generation begun later reads these changes from the database itself.
        if engine.is_rebuilding():
            SearchChange.objects.filter(id__in=applied).update(applied_to=generation)
        else:
            _forget(applied)
            SearchChange.objects.filter(collection=collection, applied_to=generation).delete()
    return len(changes)


def _noted(collection: str) -> list[tuple[int, str]]:
    return list(SearchChange.objects.filter(collection=collection).order_by("id").values_list("id", "object_id"))


def _forget(changes: list[int]) -> None:
    # One array is one parameter: after a large import there are hundreds of thousands.
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {SearchChange._meta.db_table} WHERE id = ANY(%s)", [changes])  # noqa: S608


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _lock(collection: str) -> None:
    """One drain or switch of a collection at a time, until the end of the transaction."""
    wait_for_turn("search.collection", collection)
