"""The page that was read before a filing is kept with it, and goes with it after the time limit of a closed file."""

from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION efforts_proofs_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.payload = '{{}}' {emptied} AND to_jsonb(NEW) - '{contents}'::text[] = to_jsonb(OLD) - '{contents}'::text[]
            AND efforts_time_is_over(OLD.person_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Proofs are append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'File a supplement.';
END
$$;
"""
FORWARD = FUNCTION.format(emptied="AND NEW.text_seen = '{}'", contents="{payload,text_seen}")
BACKWARD = FUNCTION.format(emptied="", contents="{payload}")


class Migration(migrations.Migration):

    dependencies = [
        ('efforts', '0006_proof_presence'),
    ]

    operations = [
        migrations.AddField(
            model_name='proof',
            name='text_seen',
            field=models.JSONField(blank=True, default=dict, verbose_name='text seen'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
