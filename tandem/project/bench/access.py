"""What the gate and the ledger cost: a visit with its row in a short and a long chain, and a verification of all."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from tandem.foundation import clock
from tandem.identity.access.chain import FIRST, entry_hash
from tandem.identity.access.enums import Purpose
from tandem.identity.access.models import HASHED, LedgerEntry
from tandem.identity.access.selectors import hats_worn
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.access.verification import Report as Verified
from tandem.identity.access.verification import verify
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import Person
from tandem.identity.people.tests.factories import PersonFactory
from tandem.project.bench.report import Figure, Report

VISIT_MILLISECONDS = 3.0
SECONDS_PER_MILLION = 60.0
CHAINS = (10, 100_000)
VISITS = 1_000
_COLUMNS = (*HASHED, "previous_hash", "hash")


def measure(report: Report, rows: int) -> None:
    """`rows`: how many are verified; the two measured chains are among them."""
    for length in CHAINS:
        person: Person = PersonFactory.create(counsellor=MembershipFactory.create())
        fill(person, length)
        visits, inserts = milliseconds(visiting(person)), milliseconds(inserting(person))
        report.add(
            Figure(
                f"open_file with its row p95 (chain of {length:,})",
                p95(visits),
                "ms",
                f"<= {VISIT_MILLISECONDS:g} ms",
                p95(visits) <= VISIT_MILLISECONDS,
                p95(inserts),
                "bare INSERT",
            )
        )
        report.add(
            Figure(
                f"  median (chain of {length:,})",
                statistics.median(visits),
                "ms",
                "",
                True,
                statistics.median(inserts),
                "bare INSERT",
            )
        )
    report.add(Figure("  empty transaction p95", p95(milliseconds(nothing)), "ms", "", True))
    while (there := LedgerEntry.objects.count()) < rows:
        fill(PersonFactory.create(), min(20_000, rows - there))
    verification(report)


def verification(report: Report) -> None:
    seen, started = Verified(), time.perf_counter()
    if list(verify(seen)):
        raise RuntimeError("the ledger of the benchmark does not hold")
    taken = time.perf_counter() - started
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_COLUMNS)} FROM access_ledgerentry")  # noqa: S608 - our own columns
        while cursor.fetchmany(5_000):
            pass
    reading = time.perf_counter() - started
    allowed = SECONDS_PER_MILLION * seen.rows / 1_000_000
    report.add(
        Figure(
            f"verify_ledger {seen.rows:,} rows",
            taken,
            "s",
            f"<= {allowed:.1f} s",
            taken <= allowed,
            reading,
            "reading the rows alone",
        )
    )


def fill(person: Person, number: int) -> None:
    """A chain of that length, as the gate would have written it, by COPY."""
    columns = ", ".join(_COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f"COPY access_ledgerentry ({columns}) FROM STDIN") as sink:
        for row in chain_of(person, number):
            sink.write_row(row)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE access_ledgerentry")


def chain_of(person: Person, number: int) -> Iterator[tuple[object, ...]]:
    previous, now = FIRST, clock.now()
    for sequence in range(1, number + 1):
        entry = LedgerEntry(
            person_id=person.pk,
            sequence=sequence,
            at=now,
            capacity="system",
            authority="legal_duty",
            authority_reference="OACI 26 al. 3",
            presence="alone",
            purpose="efforts",
            verb="access.open_file",
            request_id="0" * 32,
        )
        facts = entry.facts()
        previous, before = entry_hash(previous, facts), previous
        yield (*facts.values(), before, previous)


def visiting(person: Person) -> Callable[[], object]:
    acting = counsellor_of(person)
    return lambda: open_file(acting, person.pk, Purpose.EFFORTS, now=clock.now())


def counsellor_of(person: Person) -> Acting:
    if person.counsellor is None:
        raise ValueError("the person has no counsellor")
    user_id, now = person.counsellor.user_id, clock.now()
    return hats_worn(user_id, now=now)[0]


def inserting(person: Person) -> Callable[[], object]:
    """The same row into a table with the same keys and indexes, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute("CREATE TABLE bare (LIKE access_ledgerentry INCLUDING ALL)")
    row = next(chain_of(person, 1))
    values: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    statement = f"INSERT INTO bare ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608

    def insert() -> None:
        values["sequence"] += 1
        with connection.cursor() as cursor:
            cursor.execute(statement, list(values.values()))

    return insert


def nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("COMMIT")


def milliseconds(act: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(VISITS // 10):
        act()
    for _ in range(VISITS):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1_000)
    return taken


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
