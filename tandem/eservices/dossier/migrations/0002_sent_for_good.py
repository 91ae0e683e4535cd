"""What was sent stays as it was sent. After the time limit of a closed file (OACI 125) its payload may be emptied."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION dossier_sent_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'dossier_transmission' THEN
        IF NEW.payload = '{}' AND to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload' AND EXISTS (
            SELECT FROM own_data_closedfile WHERE person_id = OLD.person_id
                AND closed_on + interval '5 years' <= (now() AT TIME ZONE 'Europe/Zurich')::date
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Transmissions are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER transmissions_are_never_changed
    BEFORE UPDATE OR DELETE ON dossier_transmission
    FOR EACH ROW EXECUTE FUNCTION dossier_sent_for_good();
CREATE TRIGGER papers_are_never_changed
    BEFORE UPDATE OR DELETE ON dossier_sentversion
    FOR EACH ROW EXECUTE FUNCTION dossier_sent_for_good();
"""
BACKWARD = """
DROP TRIGGER papers_are_never_changed ON dossier_sentversion;
DROP TRIGGER transmissions_are_never_changed ON dossier_transmission;
DROP FUNCTION dossier_sent_for_good();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossier', '0001_initial'),
        ('own_data', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
