"""One dialect of SQL: PostgreSQL, everywhere."""

import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def from_url(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?host=/socket/folder` as Django's settings.

    Exits with a sentence when the address is of another kind of database or names none.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        sys.stderr.write("TANDEM_DATABASE_URL cannot be used: it must read postgresql://user@host/name.\n")
        sys.exit(2)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps no cursor between two statements.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"options": "-c statement_timeout=15000 -c lock_timeout=5000 -c timezone=UTC"},
    }
