"""The ledger refuses to forget, whoever asks: PostgreSQL itself refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Write a new row that corrects the old one.';
END
$$;
CREATE TRIGGER ledger_rows_are_never_changed
    BEFORE UPDATE OR DELETE ON access_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION access_ledger_is_append_only();
CREATE TRIGGER the_ledger_is_never_emptied
    BEFORE TRUNCATE ON access_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION access_ledger_is_append_only();
"""
BACKWARD = """
DROP TRIGGER the_ledger_is_never_emptied ON access_ledgerentry;
DROP TRIGGER ledger_rows_are_never_changed ON access_ledgerentry;
DROP FUNCTION access_ledger_is_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
