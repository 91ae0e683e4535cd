"""The application's own role in PostgreSQL: it works on every table, and can only add to those that only grow.

Runs after each migration, on the owner's connection, as often as one likes. The web and worker processes then connect
as this role; only `migrate` connects as the owner.
"""

import sys
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import IntegrityError, ProgrammingError
from psycopg import sql
from psycopg.errors import DuplicateObject, UniqueViolation

from tandem.identity.access import registry

_CREATE = sql.SQL("CREATE ROLE {} LOGIN;")
_WORK = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
REVOKE ALL ON {only_growing} FROM {role}, PUBLIC;
GRANT SELECT, INSERT ON {only_growing} TO {role};
"""


def after_migrate(sender: AppConfig, **facts: Any) -> None:
    """Django's `post_migrate`: give the role what it needs. A flush is announced as well, and changes no table."""
    if "plan" in facts and facts.get("using") == DEFAULT_DB_ALIAS:
        grant(settings.DATABASE_ROLE, verbose=facts.get("verbosity", 1) > 0)


def grant(role: str, *, using: str = DEFAULT_DB_ALIAS, verbose: bool = True) -> bool:
    """Create the role if need be and grant it its rights; False, with a sentence, where that is not allowed."""
    connection = connections[using]
    name = sql.Identifier(role)
    tables = [apps.get_model(model)._meta.db_table for model in registry.append_only_models]
    there = set(connection.introspection.table_names())  # not all are, when somebody migrates to an earlier state
    only_growing = sql.SQL(", ").join(sql.Identifier(table) for table in tables if table in there)
    work = sql.SQL(_WORK).format(role=name, only_growing=only_growing)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            _say(verbose, _OWNER.format(role=role))
            return False
        if not _exists(cursor, role) and not _create(cursor, name, using):
            _say(verbose, _NOT_ALLOWED.format(role=role, sql=_CREATE.format(name).as_string(cursor.connection)))
            return False
        with transaction.atomic(using=using):
            cursor.execute(work)
    return True


def _exists(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _create(cursor: CursorWrapper, name: sql.Identifier, using: str) -> bool:
    cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        return False
    try:
        with transaction.atomic(using=using):
            cursor.execute(_CREATE.format(name))
    except (ProgrammingError, IntegrityError) as error:
        # Roles belong to the whole server: another database's migration may have created it a moment ago.
        if not isinstance(error.__cause__, DuplicateObject | UniqueViolation):
            raise
    return True


def _say(verbose: bool, sentence: str) -> None:
    if verbose:
        sys.stderr.write(sentence)


_NOT_ALLOWED = """
The role {role} does not exist, and the role that migrates may not create roles. All tables are in place and no data
are lost. Let an administrator of the database run this line, then migrate again:
{sql}
"""
_OWNER = """
The role {role} owns the tables, so that it could give itself the right to change the ledger; only the trigger protects
the ledger now. Migrate as another role (TANDEM_DATABASE_URL) than the one the application runs under
(TANDEM_DATABASE_ROLE).
"""
