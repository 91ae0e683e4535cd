"""What an employer stated stays as stated: PostgreSQL itself refuses to change or remove it.

It goes with the rest of a closed file once the time limit has passed (OACI 125: five years), and not before.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION certificates_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND efforts_time_is_over(OLD.person_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Certificates are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER certificates_are_never_changed
    BEFORE UPDATE OR DELETE ON certificates_earningscertificate
    FOR EACH ROW EXECUTE FUNCTION certificates_are_append_only();
CREATE FUNCTION certificates_are_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Certificates are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER certificates_are_never_emptied
    BEFORE TRUNCATE ON certificates_earningscertificate
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_are_never_emptied();
"""
BACKWARD = """
DROP TRIGGER certificates_are_never_emptied ON certificates_earningscertificate;
DROP FUNCTION certificates_are_never_emptied();
DROP TRIGGER certificates_are_never_changed ON certificates_earningscertificate;
DROP FUNCTION certificates_are_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('certificates', '0001_initial'),
        ('efforts', '0003_emptied_after_its_time'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
