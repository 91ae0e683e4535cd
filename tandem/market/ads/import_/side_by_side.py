"""The records of a large file in processes of their own, beside the one that writes."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from django.db import connections

from tandem.foundation.garbage import rarely_collected
from tandem.market.ads.import_ import resolving
from tandem.market.ads.import_.rejected import Unreadable

CHUNK = 500
MOST_WORKERS = 4
# Chunks under way for each worker: one in its hands, one that waits for it, one that waits to be written.
AHEAD = 3

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def side_by_side(
    act: Callable[[list[Piece], str], list[Result]], pieces: Iterable[Piece], feed: str
) -> Generator[Result, None, None]:
    """`act(chunk, feed)` for chunks of the pieces; the results in the order of the pieces.

    Raises `Unreadable` from `pieces` after the results of what came before it.
    """
    broken: Unreadable | None = None
    with _workers() as (workers, number):
        under_way: deque[Future[list[Result]]] = deque()
        try:
            for chunk in _chunks(pieces):
                under_way.append(workers.submit(act, chunk, feed))
                if len(under_way) > AHEAD * number:
                    yield from _answer(under_way.popleft())
        except Unreadable as unreadable:
            broken = unreadable
        while under_way:
            yield from _answer(under_way.popleft())
    if broken:
        raise broken


def _chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    try:
        for piece in pieces:
            chunk.append(piece)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except Unreadable:
        yield chunk
        raise
    yield chunk


def _answer(future: "Future[list[Result]]") -> list[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise RuntimeError("A process that reads ads has died. Run the same command again for the rest.") from None


@contextlib.contextmanager
def _workers() -> Iterator[tuple[Executor, int]]:
    # A fork inherits the lists of places and occupations; they are not loaded once more.
    resolving.load()
    number = min(MOST_WORKERS, len(os.sched_getaffinity(0)))
    # Looking for cycles among ads, through all the lists, would be a fifth of the work; the forks inherit the setting.
    with rarely_collected():
        workers = ProcessPoolExecutor(number, multiprocessing.get_context("fork"), initializer=_begin)
        try:
            yield workers, number
        finally:
            workers.shutdown(cancel_futures=True)


def _begin() -> None:
    # The one that writes hears Ctrl-C and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_one_that_writes, daemon=True).start()
    # A connection to the database cannot be shared; psycopg leaves it open when another process drops it.
    for connection in connections.all(initialized_only=True):
        connection.connection = None


def _end_with_the_one_that_writes() -> None:
    if writer := multiprocessing.parent_process():
        writer.join()
    os._exit(1)
