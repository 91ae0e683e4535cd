"""What one visit of the filing day costs, request by request: queries, CPU of our Python, CPU of PostgreSQL.

CPU time and not the clock: it says the same on a machine that others use too. Twelve people take the short path.
"""

import datetime
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tandem.foundation import clock
from tandem.project.bench.filers import PASSWORD, people
from tandem.project.bench.report import Figure, Report
from tandem.project.bench.visitors import CHECK_LINK, OPENS, SEEN, STEPS, code
from tandem.project.warmth import settle

# How many questions each request may ask at most, `BEGIN`, `COMMIT` and savepoints among them. `tests/test_visit.py`
# holds them: whoever adds one takes another away, or says here why not.
MOST = {
    "start, logged out": 0,
    "log-in page": 1,
    "password": 6,
    "code page": 4,
    "code": 15,
    "home": 9,
    "start": 6,
    "nothing to report": 14,
    "question": 7,
    "answer": 6,
    "documents": 7,
    "check": 7,
    "file": 20,
    "receipt": 5,
}
_FAST_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]

Step = Callable[[str, Callable[[], object]], object]


def measure(report: Report, visits: int) -> None:
    """The first two are not counted: they load templates and catalogues. The third counts queries, the others CPU."""
    # One after the other they are no crowd, but the first page of a process takes its seconds: nobody waits here.
    roomy = {"WAITING_ROOM_CAPACITY": 1000}
    with override_settings(PASSWORD_HASHERS=_FAST_HASH, ALLOWED_HOSTS=["testserver"], **roomy):
        people(visits + 3)
        for number in range(2):
            _visit(number, lambda _name, ask: ask())
        settle()  # as a web process does before its first visitor
        queries = asked(2)
        python, server = defaultdict(list), defaultdict(list)

        def spend(name: str, ask: Callable[[], object]) -> object:
            before, began = _server_milliseconds(), time.process_time()
            answer = ask()
            python[name].append((time.process_time() - began) * 1000)
            server[name].append(_server_milliseconds() - before)
            return answer

        for number in range(3, visits + 3):
            _visit(number, spend)
    for name, number in queries.items():
        report.add(Figure(f"visit, {name}: queries", number, "", f"<= {MOST[name]}", number <= MOST[name]))
        report.add(Figure("  CPU of Python (median)", statistics.median(python[name]), "ms", "", True))
        report.add(Figure("  CPU of PostgreSQL (median)", statistics.median(server[name]), "ms", "", True))
    ours, theirs = (sum(map(statistics.median, spent.values())) for spent in (python, server))
    report.add(Figure("visit, all of it: queries", sum(queries.values()), "", "", True))
    report.add(Figure("  CPU of Python and PostgreSQL", ours + theirs, "ms", "", True))
    report.add(Figure("  visits a second that one core can do at most", 1000 / (ours + theirs), "/s", "", True))


def asked(number: int) -> dict[str, int]:
    """How many questions each request of one more visit asks."""
    queries: dict[str, int] = {}

    def count(name: str, ask: Callable[[], object]) -> object:
        with CaptureQueriesContext(connection) as seen:
            answer = ask()
        queries[name] = max(len(seen), queries.get(name, 0))
        return answer

    _visit(number, count)
    return queries


def _visit(number: int, step: Step) -> None:
    """Raises RuntimeError for an answer that is an error."""
    client = Client(REMOTE_ADDR=f"10.1.{number >> 8 & 255}.{number & 255}")
    today = clock.today()
    month = today if today.day >= OPENS else today.replace(day=1) - datetime.timedelta(days=1)
    start = f"/de/forms/declarations.monthly/{month:%Y-%m}/"

    def ask(name: str, address: str, fields: dict[str, str] | None = None) -> tuple[str, bytes]:
        answer = step(name, lambda: client.get(address) if fields is None else client.post(address, fields))
        if answer.status_code >= 400:  # type: ignore[attr-defined]
            raise RuntimeError(f"{name}: {answer.status_code}")  # type: ignore[attr-defined]
        return answer.headers.get("Location", ""), answer.content  # type: ignore[attr-defined]

    client.get("/healthz")  # a client makes its middleware at its first request
    ask("start, logged out", start)
    ask("log-in page", "/de/log-in/")
    code_page, _page = ask("password", "/de/log-in/", {"login": f"filer-{number}", "password": PASSWORD})
    ask("code page", code_page)
    home, _page = ask("code", code_page, {"code": code(int(time.time()) // 30)})
    ask("home", home)
    ask("start", start)
    address, _page = ask("nothing to report", start, {"nothing": "1"})
    while "/step/" in address:
        key = address.split("/step/")[1].split("/")[0]
        ask("question", address)
        address, _page = ask("answer", address, STEPS[key] | {"back_to_check": "1"})
    if "/documents/" in address and (link := CHECK_LINK.search(ask("documents", address)[1])):
        address = link[1].decode()
    _location, page = ask("check", address)
    found = SEEN.search(page)
    if found is None:
        raise RuntimeError("nothing to file on the last page")
    receipt, _page = ask("file", address, {"seen": found[1].decode()})
    ask("receipt", receipt)


def _server_milliseconds() -> float:
    """The CPU time of the server's process that works for this connection."""
    connection.ensure_connection()
    statistics_of = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(statistics_of.read_text().split()[0]) / 1_000_000
