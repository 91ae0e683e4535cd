"""One dialect of SQL: PostgreSQL, everywhere."""

import sys
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Who waits for a page or a job is told that it did not work; whoever types a command waits as long as it takes.
SERVING = {"runserver", "procrastinate"}
LONGEST_STATEMENT = 15_000  # milliseconds
# How often one of the prepared questions (`foundation.prepared`) comes before PostgreSQL keeps its plan: never.
KEPT_AFTER = 0
# PostgreSQL would plan each of them five times more, with the values at hand, to see whether that is better. They look
# for one person's rows by keys: it is not.
_ONE_PLAN = " -c plan_cache_mode=force_generic_plan"
# Seconds until a connection is made anew. Its first visit costs PostgreSQL four times what the third one does.
KEPT_FOR = 600
# What may follow `?`: the folder of a socket, how the connection is protected, and `plans=no` behind a pooler that
# cannot keep plans.
PARAMETERS = {
    "plans",
    *("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "application_name"),
}


def from_url(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=verify-full` as Django's settings.

    Exits with a sentence when the address is of another kind of database, names none, or says something unknown.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    parameters = dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError:
        sys.exit("TANDEM_DATABASE_URL cannot be used: its port is no number from 1 to 65535.")
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        sys.exit("TANDEM_DATABASE_URL cannot be used: it must read postgresql://user@host/name.")
    # A misspelt sslmode would quietly send everything in the clear.
    if unknown := sorted(set(parameters) - PARAMETERS):
        sys.exit(
            f"TANDEM_DATABASE_URL cannot be used: {unknown[0]} is unknown, known are {', '.join(sorted(PARAMETERS))}."
        )
    if parameters.get("plans", "no") != "no":
        sys.exit("TANDEM_DATABASE_URL cannot be used: plans may only say no.")
    host = parameters.pop("host", parts.hostname or "")
    keeps_plans = parameters.pop("plans", None) is None
    return {
        "ENGINE": "tandem.foundation.postgres",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": KEPT_FOR,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode keeps no cursor between two statements.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {
            "prepare_threshold": KEPT_AFTER if keeps_plans else None,
            "options": f"-c statement_timeout={longest_statement(sys.argv)} -c lock_timeout=5000 -c timezone=UTC"
            + (_ONE_PLAN if keeps_plans else ""),
            **parameters,
        },
    }


def longest_statement(arguments: list[str]) -> int:
    """The milliseconds that one statement may take in a process started with these arguments; 0 is no limit."""
    is_command = arguments[0].endswith("manage.py") and len(arguments) > 1 and arguments[1] not in SERVING
    return 0 if is_command else LONGEST_STATEMENT
