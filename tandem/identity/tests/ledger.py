"""Writing into the ledger, and doing to it what nobody may do."""

import datetime

from django.db import connection, transaction

from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import record
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.access.verification import Report, verify, verify_heads


def write(person, number=1, *, at=NOON, **facts):
    file = night_file(person)
    return [record(file, verb="access.open_file", purpose=Purpose.EFFORTS, now=at, **facts) for _ in range(number)]


def night_file(person):
    """Her file, opened by a job of the platform without a visit being noted."""
    acting = system("nightly schedule")
    return acting.concerning(person.pk, acting.authority, Purpose.EFFORTS)


def execute(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def behind_the_back(statement, *values):
    """What an administrator of the database could do: switch the trigger off and change rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def faults(person_id=None):
    return [(found.sequence, found.fault) for found in verify(Report(), person_id=person_id)]


def head_faults(kept=()):
    """`kept`: lines as `ledger_head` prints them."""
    copies = {datetime.date.fromisoformat(line["day"]): line for line in kept}
    return [(found.day, found.fault) for found in verify_heads(Report(), copies)]
