"""How many results pages one process serves, beside an empty page through the same frame; and what it weighs."""

import io
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application

from tandem.project.bench.questions import ASKED
from tandem.project.bench.report import Figure, Report

SHARE = 0.4
MEGABYTES = 300
SECONDS = 6.0


class Caller:
    """Calls the application as a server would, without the network between."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()

    def get(self, path: str, query: str = "") -> int:
        answered: list[str] = []
        environment = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }

        def start_response(status: str, headers: Any, exc_info: Any = None, /) -> Callable[[bytes], object]:
            answered.append(status)
            return bytes

        answer = self.application(environment, start_response)
        for _part in answer:
            pass
        answer.close()
        return int(answered[0][:3])


def per_second(caller: Caller, path: str, queries: Sequence[str]) -> float:
    """Answers per second of one process; raises RuntimeError when one is not 200."""
    number, started = 0, time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        status = caller.get(path, queries[number % len(queries)])
        if status != 200:
            raise RuntimeError(f"{path}?{queries[number % len(queries)]} answered {status}")
        number += 1
    return number / (time.perf_counter() - started)


def measure(report: Report, count: int) -> None:
    """Alternate between both pages, so that a slower minute of the machine falls on both."""
    caller = Caller()
    caller.get("/de/empty/")
    first = [_milliseconds(caller, query) for query in ASKED]
    rounds = [(per_second(caller, "/de/jobs/", ASKED), per_second(caller, "/de/empty/", ("",))) for _round in range(3)]
    results, empty = sorted(rounds, key=lambda pair: pair[0] / pair[1])[1]
    report.add(
        Figure(
            f"results page ({count:,} ads)",
            results,
            "/s",
            f">= {SHARE:g} x the empty page",
            results >= SHARE * empty,
            empty,
            "empty page",
        )
    )
    # What a page costs whose question nobody has asked this process before.
    report.add(Figure(f"  asked for the first time ({count:,} ads)", statistics.median(first), "ms", "", True))
    weight = memory()
    report.add(
        Figure(f"memory of one web process ({count:,} ads)", weight, "MB", f"<= {MEGABYTES} MB", weight <= MEGABYTES)
    )


def _milliseconds(caller: Caller, query: str) -> float:
    started = time.perf_counter()
    caller.get("/de/jobs/", query)
    return (time.perf_counter() - started) * 1000


def memory() -> float:
    """Megabytes that belong to this process, after it served pages: its own, and the index pages it has touched."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
