"""A version says for ever which bytes it was: PostgreSQL refuses to change it, and to bring back what was destroyed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - '{scan,scanned_at,emptied_at}'::text[] = to_jsonb(OLD) - '{scan,scanned_at,emptied_at}'::text[]
            AND (OLD.emptied_at IS NULL OR NEW.emptied_at = OLD.emptied_at)
            AND (OLD.scan = 'waiting' OR NEW.scan = OLD.scan) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A version of a document stays as it is: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Add a new version, or destroy the content.';
END
$$;
CREATE TRIGGER versions_are_never_changed
    BEFORE UPDATE OR DELETE ON documents_version
    FOR EACH ROW EXECUTE FUNCTION documents_versions_stay();
"""
BACKWARD = """
DROP TRIGGER versions_are_never_changed ON documents_version;
DROP FUNCTION documents_versions_stay();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
