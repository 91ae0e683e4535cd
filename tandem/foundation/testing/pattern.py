"""A migrated database without rows, from which every worker of every run copies its own.

To migrate takes half a minute, to copy a second. Another pattern is made as soon as a migration or a package changes.
"""

import fcntl
import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem.foundation.postgres import migrating

ROOT = Path(__file__).resolve().parents[3]
# The same on every machine, with or without ICU.
_BARE = (
    "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
)
_FAMILY = "tandem_pattern_"


def pattern(connection: BaseDatabaseWrapper) -> str:
    """The name of the pattern for the migrations as they are; made first if it is missing."""
    name = _FAMILY + _fingerprint()
    with (ROOT / ".local" / "pattern.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = _databases(connection)
        if name not in found:
            _run(connection, *(f'DROP DATABASE "{old}"' for old in found))
            half = f"{_FAMILY}half"
            _run(connection, f'CREATE DATABASE "{half}" {_BARE}')
            _migrate(connection, half)
            # Only what is whole has the name.
            _run(connection, f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


def _fingerprint() -> str:
    """Of all that a migrated database depends on: the migrations of the house, and the packages that bring others."""
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    sources = [ROOT / "requirements" / "run.txt", Path(__file__), Path(migrating.__file__)]
    for app in apps.get_app_configs():
        if ROOT / "tandem" in Path(app.path).parents:
            sources += (Path(app.path) / "migrations").glob("*.py")
    for path in sorted(sources):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _databases(connection: BaseDatabaseWrapper) -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_FAMILY])
        return [row[0] for row in cursor.fetchall()]


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _migrate(connection: BaseDatabaseWrapper, name: str) -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with migrating.quickly():
            call_command("migrate", verbosity=0, interactive=False, database=connection.alias)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
