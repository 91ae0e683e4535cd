"""The history of organisations and their teams refuses to forget: PostgreSQL refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION organisations_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history of organisations is append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Write a new row that corrects the old one.';
END
$$;
CREATE TRIGGER history_rows_are_never_changed
    BEFORE UPDATE OR DELETE ON organisations_historyentry
    FOR EACH ROW EXECUTE FUNCTION organisations_history_is_append_only();
CREATE TRIGGER the_history_is_never_emptied
    BEFORE TRUNCATE ON organisations_historyentry
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_history_is_append_only();
"""
BACKWARD = """
DROP TRIGGER the_history_is_never_emptied ON organisations_historyentry;
DROP TRIGGER history_rows_are_never_changed ON organisations_historyentry;
DROP FUNCTION organisations_history_is_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_organisations_in_full'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
