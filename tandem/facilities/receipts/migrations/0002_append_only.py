"""A receipt that could change would prove nothing: PostgreSQL itself refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION receipts_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Receipts are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER receipts_are_never_changed
    BEFORE UPDATE OR DELETE ON receipts_receipt
    FOR EACH ROW EXECUTE FUNCTION receipts_are_append_only();
CREATE TRIGGER receipts_are_never_emptied
    BEFORE TRUNCATE ON receipts_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION receipts_are_append_only();
"""
BACKWARD = """
DROP TRIGGER receipts_are_never_emptied ON receipts_receipt;
DROP TRIGGER receipts_are_never_changed ON receipts_receipt;
DROP FUNCTION receipts_are_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
