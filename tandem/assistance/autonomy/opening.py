"""The lock on the tables of this room: they show one person's rows, while her file is open here, and to nobody else.

PostgreSQL holds it (`migrations/0002_only_the_opened_file`): the application's role sees no row until a transaction
has said whose file is open, so that a query of another feature, a join, a report or a console finds nothing.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from tandem.foundation.prepared import ask

SETTING = "tandem.help_file"

# The file is open for as long as this one statement, where it is its own transaction.
_INSERT = """
WITH opened AS MATERIALIZED (SELECT set_config(%s, %s, true))
INSERT INTO "{table}" ({columns}) SELECT {places} FROM opened ON CONFLICT DO NOTHING
"""


@contextlib.contextmanager
def opened(person_id: int) -> Iterator[None]:
    """Within: this person's rows can be read and written. It closes with the block, whatever happens in it."""
    is_within = connection.in_atomic_block
    with transaction.atomic():
        _say(str(person_id))
        yield
        # The setting ends with its transaction. What raises takes it back with its savepoint.
        if is_within:
            _say("")


def insert(table: str, person_id: int, **values: Any) -> None:
    """Open the file, add a row to it and close it: one statement, two within a transaction.

    A row that is there already stays as it is. `values` are the other columns of the row.
    """
    row = {"person_id": person_id, **values}
    statement = _INSERT.format(table=table, columns=", ".join(row), places=", ".join(["%s"] * len(row)))
    ask(statement, [SETTING, str(person_id), *row.values()])
    if connection.in_atomic_block:
        _say("")


def _say(value: str) -> None:
    ask("SELECT set_config(%s, %s, true)", [SETTING, value])
