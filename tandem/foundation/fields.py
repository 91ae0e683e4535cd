"""A column that is encrypted at rest."""

from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast

from tandem.foundation import secrets

BATCH = 500


class EncryptedTextField(models.TextField):
    """Text in Python, a token in the database. The empty text stays empty, so that constraints can speak of it.

    Nothing can be looked for by its content: each token differs, even for the same text.
    """

    def get_prep_value(self, value: Any) -> Any:
        if value:
            raise TypeError(f"{self} is encrypted: rows cannot be found by its content")
        return super().get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return secrets.encrypt(value) if isinstance(value, str) and value else value

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        return secrets.decrypt(value) if value else value


def reencrypt(field: EncryptedTextField) -> int:
    """Write the column of `field` anew under the first key, some rows at a time; returns how many were written.

    A row that somebody changes meanwhile keeps what he wrote, which is under the first key already.
    """
    model, written, last = field.model, 0, None
    raw = Cast(field.attname, models.TextField())
    rows = model._base_manager.exclude(**{field.attname: ""}).order_by("pk").annotate(token=raw)
    while batch := list((rows.filter(pk__gt=last) if last is not None else rows).values_list("pk", "token")[:BATCH]):
        for pk, token in batch:
            if token is not None and (fresh := secrets.renewed(token)):
                written += _replace(field, pk, token, fresh)
        last = batch[-1][0]
    return written


def _replace(field: EncryptedTextField, pk: Any, token: str, fresh: str) -> int:
    connection = connections["default"]
    table, column, key = (
        connection.ops.quote_name(name)
        for name in (field.model._meta.db_table, field.column, field.model._meta.pk.column)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608 - names of our tables
            [fresh, pk, token],
        )
        return cursor.rowcount
