"""What a signed receipt costs the transaction that files: beside the same row without number, hash and signature."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from tandem.facilities.receipts.models import Receipt
from tandem.facilities.receipts.services import issue_receipt
from tandem.foundation import clock
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.people.tests.factories import PersonFactory
from tandem.project.bench.access import p95
from tandem.project.bench.report import Figure, Report

PER_SECOND = 40  # as many people file at once on the day everybody comes
# As much as a month with ten efforts.
PAYLOAD = {"kind": "bench", "efforts": [{f"answer {field}": "x" * 20 for field in range(19)} for _effort in range(10)]}
_COPY = """
INSERT INTO receipts_receipt (number, person_id, kind, issued_at, payload_hash, key_id, signature)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""


def measure(report: Report, count: int) -> None:
    """`count`: how many are issued, each in a transaction of its own, as a filing does it."""
    acting = acting_as(PersonFactory.create(with_account=True))

    def issue() -> None:
        issue_receipt(acting, kind="bench", payload=PAYLOAD, now=clock.now())

    # Rows made beforehand, inserted as they are: all that PostgreSQL asks for.
    made: list[tuple[Any, ...]] = []
    with transaction.atomic():
        for _number in range(count):
            issue()
        columns = ("number", "person_id", "kind", "issued_at", "payload_hash", "key_id", "signature")
        made = [tuple(row) for row in Receipt.objects.order_by("pk").values_list(*columns)]
        transaction.set_rollback(True)

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_COPY, made.pop())
            cursor.fetchone()

    bare, bare_work = _milliseconds(insert, count)
    signed, signed_work = _milliseconds(issue, count)
    rates = (1000 * count / sum(signed), 1000 * count / sum(bare))
    report.add(
        Figure(
            "receipts issued (hash, signature, one INSERT)",
            rates[0],
            "/s",
            f">= {PER_SECOND} /s and 0.5 x bare",
            rates[0] >= max(PER_SECOND, rates[1] / 2),
            rates[1],
            "bare INSERT",
        )
    )
    report.add(Figure("  work in the process", signed_work, "ms", "", True, bare_work, "bare INSERT"))
    report.add(Figure("  p95", p95(signed), "ms", "", True, p95(bare), "bare INSERT"))


def _milliseconds(act: Callable[[], object], count: int) -> tuple[list[float], float]:
    """What each took, and how long the process itself worked for one, waiting aside."""
    taken, before = [], time.process_time()
    for _number in range(count):
        started = time.perf_counter()
        with transaction.atomic():
            act()
        taken.append((time.perf_counter() - started) * 1000)
    return taken, (time.process_time() - before) * 1000 / count
