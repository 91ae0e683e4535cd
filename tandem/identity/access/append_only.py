"""Tables that only grow: PostgreSQL refuses UPDATE, DELETE and TRUNCATE, whoever asks.

A feature puts `forbid_change` into a migration and `registry.append_only` into its `apps.py`, which also takes the
privilege from the application's role. The ledger and the receipts brought triggers of their own.
"""

from django.db import migrations

_FORWARD = """
CREATE OR REPLACE FUNCTION rows_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%% only grows: %% is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Write a new row that corrects the old one.';
END
$$;
CREATE TRIGGER rows_are_never_changed
    BEFORE UPDATE OR DELETE ON "%(table)s"
    FOR EACH ROW EXECUTE FUNCTION rows_are_never_changed();
CREATE TRIGGER the_table_is_never_emptied
    BEFORE TRUNCATE ON "%(table)s"
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_never_changed();
"""
_BACKWARD = """
DROP TRIGGER the_table_is_never_emptied ON "%(table)s";
DROP TRIGGER rows_are_never_changed ON "%(table)s";
"""


def forbid_change(table: str) -> migrations.RunSQL:
    """The operation for a migration that comes after the one that creates `table`."""
    return migrations.RunSQL(_FORWARD % {"table": table}, _BACKWARD % {"table": table})
