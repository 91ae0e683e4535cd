"""Rows as the text that PostgreSQL's COPY reads: made anywhere, without a connection, and sent as they are."""

import datetime
import decimal
import uuid
from collections.abc import Callable, Iterable, Sequence
from types import NoneType
from typing import Any

from django.db import connection, models

NOTHING = "\\N"


def line_of(values: Sequence[object]) -> str:
    """The values with tabs between them; no line break at the end. Raises TypeError for a value of unknown kind."""
    # Nearly every row has no sign that needs care, and one look at all its texts costs as much as at one of them.
    said = "".join([value for value in values if value.__class__ is str])
    if said.isprintable() and "\\" not in said:
        return "\t".join([value if value.__class__ is str else _written[value.__class__](value) for value in values])
    return "\t".join([_written[value.__class__](value) for value in values])


def copy_lines(model: type[models.Model], fields: Sequence[str], lines: Iterable[bytes], *, table: str = "") -> None:
    """Append rows that `line_of` wrote, values in the order of `fields`, each line with its break.

    What holds for `bulk.copy_rows` holds here: the constraints of the database take part, nothing else does. `table`
    is another one with the same columns, for staging.
    """
    block = b"".join(lines)
    if not block:
        return
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # Django wraps the errors of `execute`, not those of `copy`
        cursor.copy(statement(model, fields, table=table)) as copy,
    ):
        copy.write(block)


def statement(model: type[models.Model], fields: Sequence[str], *, table: str = "") -> str:
    known = {field.name: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{known[name]}"' for name in fields)
    return f'COPY "{table or model._meta.db_table}" ({columns}) FROM STDIN'


def _text(value: str) -> str:
    # Nearly every value is one clean line; only a backslash is printable and has a meaning.
    if value.isprintable() and "\\" not in value:
        return value
    value = value.replace("\\", "\\\\").replace("\n", "\\n")
    return value.replace("\t", "\\t").replace("\r", "\\r")


def _array(values: Sequence[str]) -> str:
    quoted = (f'"{value}"' for value in (one.replace("\\", "\\\\").replace('"', '\\"') for one in values))
    return _text(f"{{{','.join(quoted)}}}")


class _Written(dict[type, Callable[[Any], str]]):
    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """How the nearest known ancestor is written: an enum of texts is a text."""
        for ancestor in kind.__mro__:
            if ancestor in self:
                self[kind] = self[ancestor]
                return self[kind]
        raise TypeError(f"COPY has no text for {kind.__name__}")


_written = _Written(
    {
        str: _text,
        bool: {True: "t", False: "f"}.__getitem__,
        NoneType: {None: NOTHING}.__getitem__,
        int: str,
        float: repr,
        decimal.Decimal: str,
        datetime.date: datetime.date.isoformat,
        datetime.datetime: datetime.datetime.isoformat,
        uuid.UUID: str,
        bytes: lambda value: f"\\\\x{value.hex()}",
        tuple: _array,
        list: _array,
    }
)
