"""What one visit of the filing day costs, request by request: queries, CPU of our Python, CPU of PostgreSQL.

CPU time and not the clock: it says the same on a machine that others use too. Twelve people take the short path, from
the form's address by way of the log-in back to the form. The home, where a log-in of its own accord leads, is measured
beside it.
"""

import datetime
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tandem.foundation import clock
from tandem.project.bench.filers import PASSWORD, people
from tandem.project.bench.report import Figure, Report
from tandem.project.bench.visitors import CHECK_LINK, OPENS, SEEN, STEPS, code, form_with
from tandem.project.warmth import settle

# How many questions each request may ask at most, `BEGIN`, `COMMIT` and savepoints among them. `tests/test_visit.py`
# holds them: whoever adds one takes another away, or says here why not.
MOST = {
    "start, logged out": 0,
    "log-in page": 1,
    "password": 4,
    "code page": 2,
    "code": 9,
    "start": 3,
    "nothing to report": 8,
    "question": 3,
    "answer": 4,
    "documents": 4,
    "check": 3,
    "file": 17,
    "receipt": 3,
}
# Whoever answers page by page: nine questions, nine answers, and the page of her documents.
LONG = {name: number for name, number in MOST.items() if name != "nothing to report"}
LONG |= {"begin": 7, "documents": 4, "check": 4, "file": 20, "receipt": 6}
HOME = 9
_FAST_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]

Step = Callable[[str, Callable[[], object]], object]


def measure(report: Report, visits: int) -> None:
    """The first two are not counted: they load templates and catalogues. The third counts queries, the others CPU."""
    with override_settings(PASSWORD_HASHERS=_FAST_HASH, ALLOWED_HOSTS=["testserver"]):
        people(3 * visits + 7)
        for number in range(2):
            _visit(number, lambda _name, ask: ask())
        settle()  # as a web process does before its first visitor
        _visit(2, lambda _name, ask: ask(), short=False)
        queries, at_home, the_long_way = asked(3), asked_at_home(4), asked(5, short=False)
        python, server = defaultdict(list), defaultdict(list)
        long_ones = []

        def spend(name: str, ask: Callable[[], object]) -> object:
            before, began = _server_milliseconds(), time.process_time()
            answer = ask()
            python[name].append((time.process_time() - began) * 1000)
            server[name].append(_server_milliseconds() - before)
            return answer

        for number in range(7, visits + 7):
            _visit(number, spend)
            _come_home(number + visits, spend)
            before, began = _server_milliseconds(), time.process_time()
            _visit(number + 2 * visits, lambda _name, ask: ask(), short=False)
            long_ones.append((time.process_time() - began) * 1000 + _server_milliseconds() - before)
    for name, number in queries.items():
        report.add(Figure(f"visit, {name}: queries", number, "", f"<= {MOST[name]}", number <= MOST[name]))
        report.add(Figure("  CPU of Python (median)", statistics.median(python[name]), "ms", "", True))
        report.add(Figure("  CPU of PostgreSQL (median)", statistics.median(server[name]), "ms", "", True))
    report.add(Figure("beside it, home: queries", at_home, "", f"<= {HOME}", at_home <= HOME))
    report.add(Figure("  CPU of Python (median)", statistics.median(python.pop("home")), "ms", "", True))
    report.add(Figure("  CPU of PostgreSQL (median)", statistics.median(server.pop("home")), "ms", "", True))
    ours, theirs = (sum(map(statistics.median, spent.values())) for spent in (python, server))
    report.add(Figure("visit, all of it: queries", sum(queries.values()), "", "", True))
    report.add(Figure("  CPU of Python and PostgreSQL", ours + theirs, "ms", "", True))
    report.add(Figure("  visits a second that one core can do at most", 1000 / (ours + theirs), "/s", "", True))
    for name, number in the_long_way.items():
        report.add(Figure(f"the long way, {name}: queries", number, "", f"<= {LONG[name]}", number <= LONG[name]))
    report.add(Figure("  all of it: CPU of Python and PostgreSQL", statistics.median(long_ones), "ms", "", True))


def asked(number: int, *, short: bool = True) -> dict[str, int]:
    """How many questions each request of one more visit asks; of several of one name, the one that asks most."""
    queries: dict[str, int] = {}

    def count(name: str, ask: Callable[[], object]) -> object:
        with CaptureQueriesContext(connection) as seen:
            answer = ask()
        queries[name] = max(len(seen), queries.get(name, 0))
        return answer

    _visit(number, count, short=short)
    return queries


def asked_at_home(number: int) -> int:
    """How many questions the home asks of somebody who has just logged in."""
    asked_there: list[int] = []

    def count(_name: str, ask: Callable[[], object]) -> object:
        with CaptureQueriesContext(connection) as seen:
            answer = ask()
        asked_there.append(len(seen))
        return answer

    _come_home(number, count)
    return asked_there[0]


class _Person:
    """She goes where she is led. Raises RuntimeError for an answer that is an error."""

    def __init__(self, number: int, step: Step) -> None:
        self.name = f"filer-{number}"
        self.step = step
        self.client = Client(REMOTE_ADDR=f"10.1.{number >> 8 & 255}.{number & 255}")
        self.client.get("/healthz")  # a client makes its middleware at its first request

    def ask(self, name: str, address: str, fields: dict[str, str] | None = None) -> tuple[str, bytes]:
        """Where the answer leads, and its page."""
        client = self.client
        if fields is None:
            answer = self.step(name, lambda: client.get(address))
        else:
            body = urlencode(fields)
            answer = self.step(name, lambda: client.post(address, body, "application/x-www-form-urlencoded"))
        if answer.status_code >= 400:  # type: ignore[attr-defined]
            raise RuntimeError(f"{name}: {answer.status_code}")  # type: ignore[attr-defined]
        return answer.headers.get("Location", ""), answer.content  # type: ignore[attr-defined]

    def log_in(self, address: str) -> str:
        _location, page = self.ask("log-in page", address)
        action, fields = form_with("login", page, address)
        address, _page = self.ask("password", action, fields | {"login": self.name, "password": PASSWORD})
        _location, page = self.ask("code page", address)
        action, fields = form_with("code", page, address)
        location, _page = self.ask("code", action, fields | {"code": code(int(time.time()) // 30)})
        return location


def _visit(number: int, step: Step, *, short: bool = True) -> None:
    """`short`: with nothing to report, as three of four in `bench-filing`; the others answer nine pages.

    Raises RuntimeError for an answer that is an error or leads somewhere else.
    """
    person = _Person(number, step)
    today = clock.today()
    month = today if today.day >= OPENS else today.replace(day=1) - datetime.timedelta(days=1)
    start = f"/de/forms/declarations.monthly/{month:%Y-%m}/"
    log_in, _page = person.ask("start, logged out", start)
    if person.log_in(log_in) != start:
        raise RuntimeError("the log-in does not lead back to the form")
    person.ask("start", start)
    way, fields = ("nothing to report", {"nothing": "1"}) if short else ("begin", {})
    address, _page = person.ask(way, start, fields)
    while "/step/" in address:
        key = address.split("/step/")[1].split("/")[0]
        _location, page = person.ask("question", address)
        back = {"back_to_check": "1"} if b'name="back_to_check"' in page else {}
        address, _page = person.ask("answer", address, STEPS[key] | back)
    if "/documents/" in address and (link := CHECK_LINK.search(person.ask("documents", address)[1])):
        address = link[1].decode()
    _location, page = person.ask("check", address)
    found = SEEN.search(page)
    if found is None:
        raise RuntimeError("nothing to file on the last page")
    receipt, _page = person.ask("file", address, {"seen": found[1].decode()})
    person.ask("receipt", receipt)


def _come_home(number: int, step: Step) -> None:
    """Log in without having wanted anything else. Only the home itself is a step."""
    person = _Person(number, lambda _name, ask: ask())
    home = person.log_in("/de/log-in/")
    person.step = step
    person.ask("home", home)


def _server_milliseconds() -> float:
    """The CPU time of the server's process that works for this connection."""
    connection.ensure_connection()
    statistics_of = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(statistics_of.read_text().split()[0]) / 1_000_000
