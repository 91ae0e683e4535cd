"""The day everybody comes: people log in, fill and file the monthly form, all at once, over HTTP; and things break.

`make bench-filing` (FILING_SECONDS=300, FILING_AT_ONCE=8, FILING_CROWD=150, KILL=1 to break things). The site runs
as in production: granian with 2 processes of 4 threads (FILING_WEB=2x4), production's settings but for the password
hash, a durable PostgreSQL, the queue's worker. Everything shares the cores of this machine, the visitors included: all
say what they cost. Three of four take the short path.
"""

import asyncio
import base64
import datetime
import json
import os
import resource
import secrets
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tandem.foundation import clock
from tandem.project import embedded
from tandem.project.bench import place
from tandem.project.bench.report import Figure, Report
from tandem.project.bench.visitors import OPENS, Figures, Visitor, crowd, hammer
from tandem.project.demo import processes
from tandem.project.demo.processes import Process

PORT = 18_733
PER_SECOND, SHARE, PAGE_MILLISECONDS = 40.0, 0.5, 500.0
CAPACITY = 6


def main() -> int:
    seconds = int(os.environ.get("FILING_SECONDS") or 300)
    at_once = int(os.environ.get("FILING_AT_ONCE") or 8)
    many = int(os.environ.get("FILING_CROWD") or 150)
    report = Report(ads=0)
    try:
        site = Site(people=50 * seconds + 2 * many + 500)
        with site:
            figures = measure(site, report, seconds=seconds, at_once=at_once)
            prove(site, report, figures, "")
        if os.environ.get("KILL"):
            with site:
                figures = break_things(site, report, seconds=max(40, seconds // 3), at_once=at_once)
                prove(site, report, figures, ", things broken")
        if many:
            site.capacity = CAPACITY
            with site:
                figures = rush(site, report, many=many)
                prove(site, report, figures, ", crowd")
    finally:
        place.leave()
    print("\n" + report.table())  # noqa: T201 - this is a program that talks to a person
    report.write(embedded.LOCAL / "bench-filing.json")
    print(f"\nAlso as JSON: {embedded.LOCAL.name}/bench-filing.json")  # noqa: T201
    return 0 if all(figure.met for figure in report.figures) else 1


class Site:
    """The site with its worker, and people who have not filed yet."""

    def __init__(self, people: int) -> None:
        place.prepare()
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        url = os.environ["TANDEM_DATABASE_URL"]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tandem.project.settings.bench_filing",
            "TANDEM_DATABASE_URL": url.replace("postgres@", "tandem_app@", 1),
            "TANDEM_SECRET_KEY": secrets.token_hex(32),
            "TANDEM_KEYS_AT_REST": json.dumps([key]),
            "TANDEM_SIGNING_KEYS": json.dumps([key]),
            "TANDEM_ALLOWED_HOSTS": '["127.0.0.1"]',
            "TANDEM_TRUSTED_PROXIES": "1",
            "TANDEM_LOG_LEVEL": "ERROR",
            "PROMETHEUS_MULTIPROC_DIR": str(place.FOLDER / "metrics"),
        }
        (place.FOLDER / "metrics").mkdir()
        self.people = people
        self.capacity = 0
        _run([*_FILERS, "prepare", str(people)], {**self.environment, "TANDEM_DATABASE_URL": url})
        today = clock.today()
        month = today if today.day >= OPENS else today.replace(day=1) - datetime.timedelta(days=1)
        self.month = f"{month:%Y-%m}"
        self.numbers = count()

    def __enter__(self) -> "Site":
        if _is_alive():
            raise RuntimeError(f"another site answers at port {PORT}: it would be measured in place of this one")
        environment = {**self.environment, "TANDEM_WAITING_ROOM_CAPACITY": str(self.capacity)}
        workers, threads = (os.environ.get("FILING_WEB") or "2x4").split("x")
        options = ["--bind", f"127.0.0.1:{PORT}", "--processes", workers, "--threads", threads]
        self.web = Process("web", [sys.executable, "-m", "tandem.project.web", *options], environment)
        manage = [sys.executable, str(embedded.ROOT / "manage.py")]
        self.worker = Process("worker", [*manage, "procrastinate", "worker", "--concurrency", "2"], environment)
        self.web.start()
        self.worker.start()
        deadline = time.monotonic() + 60
        while not _is_alive():
            if time.monotonic() > deadline or self.web.ended() is not None:
                raise RuntimeError("the site does not start")
            time.sleep(0.2)
        return self

    def __exit__(self, *_error: object) -> None:
        processes.stop([self.web, self.worker])

    def spent(self) -> dict[str, float]:
        """Seconds of CPU so far, of each part of the site."""
        roots = {"web": self.web.child, "the worker": self.worker.child}
        found = {name: _cpu(child.pid) for name, child in roots.items() if child}
        return found | {"PostgreSQL": _cpu(self._postmaster())}

    def _postmaster(self) -> int:
        with psycopg.connect(os.environ["TANDEM_DATABASE_URL"]) as connection:
            backend = connection.info.backend_pid
            return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])

    def visitors(self, figures: Figures) -> Iterator[Visitor]:
        """New people, for as long as there are any."""
        while (number := next(self.numbers)) < self.people:
            yield Visitor(number, PORT, self.month, figures, short=number % 4 != 0)


def measure(site: Site, report: Report, *, seconds: int, at_once: int) -> Figures:
    """Whole visits, then the pressing of the last button alone, then the bare POST; all in one run."""
    warm = Figures()
    asyncio.run(crowd(site.visitors(warm), at_once=at_once, until=time.monotonic() + 5))
    figures, own, before = Figures(), resource.getrusage(resource.RUSAGE_SELF), site.spent()
    began = time.monotonic()
    asyncio.run(crowd(site.visitors(figures), at_once=at_once, until=began + seconds))
    cost, after = _cost(own, time.monotonic() - began), site.spent()
    visits = sum(moment <= began + seconds for moment in figures.done_at) / seconds
    pressed, alone = asyncio.run(press_at_once(site, at_once=at_once, number=max(40, seconds)))
    bare, _taken = asyncio.run(hammer(PORT, at_once=at_once, seconds=min(15, max(5, seconds / 10))))
    report.add(
        Figure(
            f"complete filings, log-in to receipt ({seconds} s, {at_once} at once)",
            visits,
            "/s",
            f">= {PER_SECOND:g} /s and {SHARE:g} x bare",
            visits >= max(PER_SECOND, SHARE * bare),
            bare,
            "bare signed POST, one INSERT",
        )
    )
    report.add(
        Figure(
            "the POST that files, alone",
            pressed,
            "/s",
            f">= {PER_SECOND:g} /s and {SHARE:g} x bare",
            pressed >= max(PER_SECOND, SHARE * bare),
            bare,
            "bare signed POST, one INSERT",
        )
    )
    requests = sum(map(len, figures.taken.values()))
    report.add(Figure("  requests, in those visits", requests / seconds, "/s", "", True))
    report.add(Figure("  the visitors' own share of one core", 100 * cost, "%", "", True))
    filed = max(len(figures.done_at), 1)
    for name, seconds_spent in after.items():
        each = 1000 * (seconds_spent - before.get(name, 0.0)) / filed
        report.add(Figure(f"  CPU for each filing: {name}", each, "ms", "", True))
    pages(report, figures, "")
    report.add(Figure("troubles", len(figures.troubles), "", "0", not figures.troubles))
    warm.receipts.update(figures.receipts | alone.receipts)
    for one in (figures, alone):
        for name, fields in one.kept.items():
            warm.kept[name] += fields
    return warm


async def press_at_once(site: Site, *, at_once: int, number: int) -> tuple[float, Figures]:
    """People come as far as the last page; then all press its button, so many at once. Presses a second."""
    figures = Figures()
    some = (visitor for visitor, _number in zip(site.visitors(figures), range(number), strict=False))
    ready = await crowd(some, at_once=at_once, until=time.monotonic() + 600, stop="check")
    pressing = iter(ready)

    async def one_after_another() -> None:
        for visitor in pressing:
            await visitor.press(look=False)
            visitor.hang_up()

    began = time.monotonic()
    await asyncio.gather(*(one_after_another() for _place in range(at_once)))
    taken = time.monotonic() - began
    return len(ready) / taken, figures


def break_things(site: Site, report: Report, *, seconds: int, at_once: int) -> Figures:
    """Kill a web process, kill the queue's worker, restart PostgreSQL, while people file."""
    figures = Figures()
    asyncio.run(_broken(site, figures, seconds, at_once))
    report.add(Figure("broken on purpose: filed meanwhile", len(figures.receipts) / seconds, "/s", "", True))
    report.add(Figure("  answers that were an error, and tried again", len(figures.troubles), "", "", True))
    report.add(Figure("  gave up after forty attempts", len(figures.gave_up), "", "0", not figures.gave_up))
    for kind in sorted(set(figures.troubles)):
        print(f"    {figures.troubles.count(kind)} x {kind}")  # noqa: T201
    for last in figures.gave_up:
        print(f"    gave up: {last}")  # noqa: T201
    return figures


async def _broken(site: Site, figures: Figures, seconds: int, at_once: int) -> None:
    async def strike() -> None:
        for blow in (_kill_a_web_process, _kill_the_worker, _restart_postgresql, _kill_a_web_process):
            await asyncio.sleep(seconds / 5)
            await asyncio.to_thread(blow, site)
            print(f"    {blow.__name__.strip('_').replace('_', ' ')}", flush=True)  # noqa: T201

    async def supervise() -> None:
        """Start again what has ended, as systemd does: the worker ends when its database goes, unless it waits."""
        while True:
            if site.worker.ended() is not None:
                site.worker.start()
            await asyncio.sleep(0.5)

    supervisor = asyncio.create_task(supervise())
    until = time.monotonic() + seconds
    try:
        await asyncio.gather(strike(), crowd(site.visitors(figures), at_once=at_once, until=until))
    finally:
        supervisor.cancel()


def _kill_a_web_process(site: Site) -> None:
    if site.web.child:
        children = Path(f"/proc/{site.web.child.pid}/task/{site.web.child.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)  # granian's own: the first process starts another


def _kill_the_worker(site: Site) -> None:
    site.worker.signal(signal.SIGKILL)


def _restart_postgresql(site: Site) -> None:
    embedded.stop(place.SERVER)
    embedded.start(place.SERVER)


def rush(site: Site, report: Report, *, many: int) -> Figures:
    """So many at the same moment, far beyond the capacity: a place in the queue, never an error."""
    figures = Figures()
    some = (visitor for visitor, _number in zip(site.visitors(figures), range(many), strict=False))
    began = time.monotonic()
    asyncio.run(crowd(some, at_once=many, until=began + 60))
    taken = time.monotonic() - began
    report.add(Figure(f"{many} people at one moment: until the last has filed", taken, "s", "", True))
    report.add(Figure("  filed", len(figures.receipts), "", str(many), len(figures.receipts) == many))
    report.add(Figure("  troubles", len(figures.troubles), "", "0", not figures.troubles))
    report.add(Figure("  pages of the queue", figures.waited, "", "", True))
    for kind in sorted(set(figures.troubles)):
        print(f"    {figures.troubles.count(kind)} x {kind}")  # noqa: T201
    if figures.estimates:
        waits = [waited for _said, waited in figures.estimates]
        off = [abs(waited - said) for said, waited in figures.estimates]
        report.add(Figure("  who waited, waited (median)", statistics.median(waits), "s", "", True))
        report.add(Figure("  first estimate was off by (median)", statistics.median(off), "s", "", True))
    pages(report, figures, ", crowd")
    return figures


def pages(report: Report, figures: Figures, when: str) -> None:
    for name, taken in figures.taken.items():
        slowest = 1000 * statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else 1000 * taken[0]
        limit = PAGE_MILLISECONDS
        report.add(Figure(f"  {name}{when}: p95", slowest, "ms", f"<= {limit:g} ms", slowest <= limit))


def prove(site: Site, report: Report, figures: Figures, when: str) -> None:
    """Whatever was shown to somebody is there, genuine, and there once."""
    file = place.FOLDER / "seen.json"
    file.write_text(json.dumps({"receipts": figures.receipts, "kept": figures.kept}))
    told = _run([*_FILERS, "check", str(file)], site.environment)
    for name, number in json.loads(told).items():
        is_count = name in {"shown", "filed"}
        report.add(Figure(f"receipts{when}: {name}", number, "", "" if is_count else "0", is_count or number == 0))


_FILERS = [sys.executable, "-m", "tandem.project.bench.filers"]


def _run(command: list[str], environment: dict[str, Any]) -> str:
    return subprocess.run(  # noqa: S603 - ours
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=embedded.ROOT
    ).stdout


def _is_alive() -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/healthz", headers={"X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310 - loopback
            return answer.status == 200
    except OSError:
        return False


def _cpu(pid: int) -> float:
    """Seconds of a process, its children and theirs; those that have ended, too."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, times[11:15])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_cpu(int(child)) for child in children if Path(f"/proc/{child}").exists())


def _cost(before: resource.struct_rusage, seconds: float) -> float:
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / seconds


if __name__ == "__main__":
    sys.exit(main())
