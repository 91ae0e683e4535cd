from django.db import migrations

# The role that owns the tables (it migrates, and makes the backups) is not bound by the policy; the application connects
# as another role (identity/access/privileges.py), which is.
FORWARD = """
ALTER TABLE "%(table)s" ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_the_opened_file ON "%(table)s"
    USING (person_id = NULLIF(current_setting('tandem.help_file', true), '')::bigint)
    WITH CHECK (person_id = NULLIF(current_setting('tandem.help_file', true), '')::bigint);
"""
BACKWARD = """
DROP POLICY only_the_opened_file ON "%(table)s";
ALTER TABLE "%(table)s" DISABLE ROW LEVEL SECURITY;
"""
TABLES = ("autonomy_observation", "autonomy_ownword", "autonomy_share")


class Migration(migrations.Migration):

    dependencies = [
        ('autonomy', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD % {"table": table}, BACKWARD % {"table": table}) for table in TABLES
    ]
