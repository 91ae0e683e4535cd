"""A column that is encrypted at rest."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Value
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
    """Write the column of `field` anew under the first key, some rows at a time; returns how many were written."""
    rows = field.model._base_manager.exclude(**{field.attname: ""}).order_by("pk")
    rows = rows.annotate(token=Cast(field.attname, models.TextField()))  # as it stands there, without decryption
    written, last = 0, None
    while batch := list((rows.filter(pk__gt=last) if last is not None else rows).values_list("pk", "token")[:BATCH]):
        for pk, token in batch:
            if token is not None and (fresh := secrets.renewed(token)):
                written += _replace(rows, field, pk, token, fresh)
        last = batch[-1][0]
    return written


def _replace(rows: models.QuerySet[Any], field: EncryptedTextField, pk: Any, token: str, fresh: str) -> int:
    """What somebody wrote in the row meanwhile stays; it is under the first key already."""
    return rows.filter(pk=pk, token=token).update(**{field.attname: Value(fresh, output_field=models.TextField())})
