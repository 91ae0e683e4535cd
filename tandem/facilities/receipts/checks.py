"""What must be true of a running platform: every key that signed a receipt is still published."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from tandem.facilities.receipts.models import Receipt
from tandem.foundation import signing


def keys_are_kept(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """A key taken out of the list would leave receipts that nobody can check without us. Runs with `migrate`."""
    found: set[str] = set()
    for database in databases or ():
        try:
            if Receipt._meta.db_table in connections[database].introspection.table_names():
                found |= set(Receipt.objects.using(database).order_by().values_list("key_id", flat=True).distinct())
        except DatabaseError:
            continue  # before the migration that brings the column, and where there is no database yet
    try:
        known = set(signing.public_keys())
    except ImproperlyConfigured:
        known = set()
    return [
        Error(
            f"The key {key} signed receipts and is no longer among TANDEM_SIGNING_KEYS: nobody can check them.",
            hint="Put it back behind the first key, or its public half alone (public:…).",
            id="receipts.E001",
        )
        for key in sorted(found - known)
    ]
