"""One at a time, without a row to lock: for what is not there yet, or may only be added to."""

from django.db import connection


def wait_for_turn(what: str, whose: object) -> None:
    """Whoever else waits for the same turn goes on when this transaction has ended, and then finds what it did.

    `what` names the act ("procedures.filing"), `whose` the thing that it is about. Locking a row needs the right to
    change it, which the application does not have on tables that only grow.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [what, str(whose)])
