"""Loaded by pytest for every test of the house."""

from collections.abc import Iterator

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> None:
    """Every test may use the database; marking each one is noise."""
    if "live_server" in request.fixturenames or "transactional_db" in request.fixturenames:
        return
    request.getfixturevalue("db")


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_may_be_flushed(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Tests with real transactions empty all tables afterwards; the ledger's TRUNCATE trigger must let them."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal AND (tgtype & 32) <> 0"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')
    yield
