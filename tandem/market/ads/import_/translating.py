"""From what a file says to ads: the records of large files in processes of their own, beside the one that writes."""

import contextlib
import copyreg
import dataclasses
import gc
import multiprocessing
import operator
import os
import signal
from collections import deque
from collections.abc import Generator, Iterator
from multiprocessing.connection import Connection
from typing import Any

from django.db import connections

from tandem.market.ads.import_ import jobroom, oste, resolving, schema_org
from tandem.market.ads.import_.checks import check
from tandem.market.ads.import_.oste_reader import FORMAT
from tandem.market.ads.import_.readers import Piece, Source, parsed
from tandem.market.ads.import_.rejected import Rejected, Unreadable
from tandem.market.ads.types import (
    AdRecord,
    ApplyChannelRecord,
    CompanyRecord,
    ConfidentialRecord,
    LanguageSkillRecord,
    OccupationRecord,
    PublicContactRecord,
    TextRecord,
)

# Bytes of a file from which on processes pay for their start.
LARGE = 2_000_000
CHUNK = 500
# Objects between two looks for cycles.
COLLECT_AFTER = 100_000
MOST_WORKERS = 4
# (line, the ad or why there is none, the sender's identifier as far as known)
Outcome = tuple[int, AdRecord | Rejected, str]


def outcomes(source: Source) -> Generator[Outcome, None, None]:
    """What becomes of each record, in the order of the file. Raises `Unreadable` after what comes before the break."""
    if source.size < LARGE:
        for line, piece in source.pieces():
            yield from _outcomes(line, piece)
    else:
        yield from _side_by_side(source)


def translated(raw: dict[str, Any]) -> AdRecord:
    """The ad that a record of any known format describes. Raises `Rejected`."""
    if FORMAT in raw:
        return oste.ad_of(raw)
    if jobroom.is_ad(raw):
        return jobroom.ad_of(raw)
    if schema_org.is_posting(raw):
        return schema_org.ad_of(raw)
    raise Rejected("", "This is neither a schema.org JobPosting nor a Job-Room ad.")


def _outcomes(line: int, piece: Piece) -> Iterator[Outcome]:
    for number, raw in parsed(line, piece):
        try:
            if isinstance(raw, Rejected):
                raise raw
            record = check(translated(raw))
        except Rejected as rejected:
            yield number, rejected, _identifier(raw)
        else:
            yield number, record, record.external_id


def _identifier(raw: dict[str, Any] | Rejected) -> str:
    if isinstance(raw, Rejected):
        return ""
    given = raw.get("identifier") or raw.get("id") or raw.get("externalReference") or raw.get("fingerprint")
    return given[:255] if isinstance(given, str) else ""


def _side_by_side(source: Source) -> Iterator[Outcome]:
    """Each worker has one chunk at a time and gets the next when it has answered: neither waits for the other."""
    broken: Unreadable | None = None
    with _workers() as workers:
        busy: deque[Connection] = deque()
        try:
            for chunk in _chunks(source):
                done: list[Outcome] = []
                if len(busy) < len(workers):
                    worker = workers[len(busy)]
                else:
                    worker = busy.popleft()
                    done = _answer(worker)
                worker.send(chunk)
                busy.append(worker)
                yield from done
        except Unreadable as unreadable:
            broken = unreadable
        for worker in busy:
            yield from _answer(worker)
    if broken:
        raise broken


def _chunks(source: Source) -> Iterator[list[tuple[int, Piece]]]:
    chunk: list[tuple[int, Piece]] = []
    try:
        for numbered in source.pieces():
            chunk.append(numbered)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except Unreadable:
        yield chunk
        raise
    yield chunk


def _answer(worker: Connection) -> list[Outcome]:
    try:
        answer = worker.recv()
    except EOFError:
        raise RuntimeError("A process that reads ads has died. Run the same command again for the rest.") from None
    if isinstance(answer, BaseException):
        raise answer
    return list(answer)


@contextlib.contextmanager
def _workers() -> Iterator[list[Connection]]:
    # A fork inherits the lists of places and occupations; they are not loaded once more.
    resolving.load()
    threshold = gc.get_threshold()
    # Ads are no cycles: looking for some after every few of them, through all the lists, is a fifth of the work.
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    context = multiprocessing.get_context("fork")
    ours: list[Connection] = []
    processes = []
    try:
        for _number in range(min(MOST_WORKERS, len(os.sched_getaffinity(0)))):
            here, there = context.Pipe()
            ours.append(here)
            process = context.Process(target=_work, args=(there, list(ours)), daemon=True)
            process.start()
            there.close()
            processes.append(process)
        yield ours
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
        for process in processes:
            process.terminate()
            process.join()
        for connection in ours:
            connection.close()


def _work(pipe: Connection, not_ours: list[Connection]) -> None:
    # The one that writes hears Ctrl-C and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Only with its own end open a worker learns that the one that writes is gone.
    for inherited in not_ours:
        inherited.close()
    # A connection to the database cannot be shared; psycopg leaves it open when another process drops it.
    for connection in connections.all(initialized_only=True):
        connection.connection = None
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            chunk = pipe.recv()
            try:
                pipe.send([outcome for line, piece in chunk for outcome in _outcomes(line, piece)])
            except Exception as error:
                pipe.send(error)


def _travel_light(record_type: type[Any]) -> None:
    """Between processes an ad is the tuple of its values: a quarter of the time of what dataclasses do themselves."""
    values = operator.attrgetter(*(field.name for field in dataclasses.fields(record_type)))
    copyreg.pickle(record_type, lambda record: (record_type, values(record)))


for _record_type in (
    AdRecord,
    ApplyChannelRecord,
    CompanyRecord,
    ConfidentialRecord,
    LanguageSkillRecord,
    OccupationRecord,
    PublicContactRecord,
    TextRecord,
):
    _travel_light(_record_type)
