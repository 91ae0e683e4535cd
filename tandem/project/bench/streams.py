"""Two hundred sessions at once: how soon a keystroke shows on the other screen, and what an idle hour costs.

Beside it the least that any relay does: a bare asyncio server that passes lines on, no HTTP, no ticket.
"""

import asyncio
import datetime
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

from tandem.foundation import clock
from tandem.foundation.live import tickets
from tandem.project import embedded
from tandem.project.bench import place
from tandem.project.bench.report import Figure, Report

TARGET = 300.0  # milliseconds
SECONDS = 15.0
EACH = 4.0  # keystrokes a second of each session: a good typist, all of them at once
IDLE_SECONDS = 20.0
# A connection that falls idle reports its transactions up to ten seconds later (PostgreSQL, pgstat.c).
REPORTED = 11
START_LIMIT = 20  # seconds

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def measure(report: Report, sessions: int) -> None:
    with _running("tandem.project.bench.relay") as (port, _process):
        bare = asyncio.run(_typing(sessions, lambda number, taken: _bare(port, number, taken)))
    with _running("tandem.project.live") as (port, process):
        taken, refused = asyncio.run(_with_streams(port, sessions, report, process))
    name = f"keystroke on the other screen p95 ({sessions} sessions, {sessions * EACH:.0f}/s)"
    p95 = _p95(taken)
    report.add(Figure(name, p95, "ms", f"<= {TARGET:g} ms", p95 <= TARGET, _p95(bare), "bare relay"))
    report.add(Figure("  median", statistics.median(taken), "ms", "", True, statistics.median(bare), "bare relay"))
    expected = sessions * EACH * SECONDS
    report.add(
        Figure("  keystrokes that arrived", 100 * len(taken) / expected, "%", ">= 98 %", len(taken) >= 0.98 * expected)
    )
    report.add(Figure("  refused", refused, "", "0", refused == 0))


async def _with_streams(
    port: int, sessions: int, report: Report, process: subprocess.Popen[bytes]
) -> tuple[list[float], int]:
    until = clock.now() + datetime.timedelta(hours=1)
    pairs = [
        [tickets.ticket(f"session:{number}", role, until, writes=role == "person") for role in ("person", "helper")]
        for number in range(sessions)
    ]
    streams = [[await _open(port, f"session:{number}", text) for text in pair] for number, pair in enumerate(pairs)]
    await _idle(report, sessions, process)
    refused = 0

    async def one(number: int, taken: list[float]) -> None:
        nonlocal refused
        reading = asyncio.create_task(_read(streams[number][1][0], taken))
        line = await asyncio.open_connection("127.0.0.1", port)
        room = tickets.room(f"session:{number}")

        async def say() -> None:
            nonlocal refused
            message = {"kind": "typed", "field": "employer", "shown": f"{time.perf_counter():.6f} Beck am Bach"}
            refused += (
                await _post(line, f"/live/{room}/say", {"ticket": pairs[number][0], "messages": [message]}) != 204
            )

        await _paced(say)
        line[1].close()
        await asyncio.sleep(0.5)
        reading.cancel()

    worked = _cpu_seconds(process.pid)
    taken = await _typing(sessions, one)
    each = 1e6 * (_cpu_seconds(process.pid) - worked) / len(taken)
    report.add(Figure("processor time of a keystroke", each, "µs", "", True))
    for pair in streams:
        for _reader, writer in pair:
            writer.close()
    return taken, refused


async def _idle(report: Report, sessions: int, process: subprocess.Popen[bytes]) -> None:
    """Everybody sits and thinks: what is asked of the database and of the processor meanwhile."""
    with _no_housekeeping():
        await asyncio.sleep(REPORTED)
        queries, worked = _transactions(), _cpu_seconds(process.pid)
        await asyncio.sleep(IDLE_SECONDS)
        asked = (_transactions() - queries) / IDLE_SECONDS
    busy = 100 * (_cpu_seconds(process.pid) - worked) / IDLE_SECONDS
    report.add(Figure(f"queries of {sessions} idle sessions", asked, "/s", "< 0.1 /s", asked < 0.1))
    report.add(Figure("  processor", busy, "% of a core", "", True))
    report.add(Figure("  memory of the live process", _megabytes(process.pid), "MB", "", True))


async def _typing(sessions: int, one: Callable[[int, list[float]], Awaitable[None]]) -> list[float]:
    """The milliseconds that each keystroke took; all sessions at once."""
    taken: list[float] = []
    await asyncio.gather(*(one(number, taken) for number in range(sessions)))
    return taken


async def _paced(say: Callable[[], Awaitable[None]]) -> None:
    """One keystroke after the other at a steady pace, begun at any moment, whatever the answers take."""
    at = time.perf_counter() + random.random() / EACH  # noqa: S311 - no secret
    for _number in range(int(SECONDS * EACH)):
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        await say()
        at += 1 / EACH


async def _bare(port: int, number: int, taken: list[float]) -> None:
    person, helper = [await asyncio.open_connection("127.0.0.1", port) for _side in range(2)]
    for _reader, writer in (person, helper):
        writer.write(f"{number}\n".encode())
        await writer.drain()

    async def read() -> None:
        while line := await helper[0].readline():
            taken.append((time.perf_counter() - float(line.split()[0])) * 1000)

    async def say() -> None:
        person[1].write(f"{time.perf_counter():.6f} Beck am Bach\n".encode())
        await person[1].drain()

    reading = asyncio.create_task(read())
    await asyncio.sleep(0.5)
    await _paced(say)
    await asyncio.sleep(0.5)
    reading.cancel()
    for _reader, writer in (person, helper):
        writer.close()


async def _open(port: int, topic: str, ticket: str) -> Line:
    line = await asyncio.open_connection("127.0.0.1", port)
    line[1].write(_request(f"/live/{tickets.room(topic)}/stream", ticket.encode()))
    head = await line[0].readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(f"a stream was not opened: {head!r}")
    return line


async def _read(reader: asyncio.StreamReader, taken: list[float]) -> None:
    while line := await reader.readline():
        if line.startswith(b"data: ") and b'"shown"' in line:
            sent = float(json.loads(line[6:])["shown"].split()[0])
            taken.append((time.perf_counter() - sent) * 1000)


async def _post(line: Line, path: str, body: object) -> int:
    line[1].write(_request(path, json.dumps(body).encode()))
    return int((await line[0].readuntil(b"\r\n\r\n")).split()[1])


def _request(path: str, body: bytes) -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def _running(module: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", module, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env={**os.environ, "TANDEM_SECRET_KEY": settings.SECRET_KEY})  # noqa: S603 - ours
    try:
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(1)  # it listens to the database as well
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def _no_housekeeping() -> Iterator[None]:
    """Autovacuum looks into each database once a minute, whoever is there: two transactions that nobody asked."""
    try:
        with _elsewhere() as other:
            other.execute("ALTER SYSTEM SET autovacuum = off")
            other.execute("SELECT pg_reload_conf()")
        yield
    finally:
        with _elsewhere() as other:
            other.execute("ALTER SYSTEM RESET autovacuum")
            other.execute("SELECT pg_reload_conf()")


def _elsewhere() -> psycopg.Connection:
    """A connection to another database of the same server, so that what it asks does not count."""
    return psycopg.connect(embedded.database_url(embedded.start(place.SERVER), "postgres"), autocommit=True)


def _transactions() -> int:
    """How many transactions the bench's database has seen."""
    with _elsewhere() as other:
        query = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s"
        return int(other.execute(query, [place.NAME]).fetchall()[0][0])


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]
