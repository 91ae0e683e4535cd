"""An answer that comes while somebody files the same form waits for the filing, and is then refused."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION procedures_filed_drafts_take_no_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM procedures_draft WHERE id = NEW.draft_id FOR KEY SHARE;
    IF EXISTS (SELECT FROM procedures_draft WHERE id = NEW.draft_id AND filing_id IS NOT NULL) THEN
        RAISE EXCEPTION 'A form that was filed takes no answer.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION procedures_filed_drafts_take_no_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_draft WHERE id = NEW.draft_id AND filing_id IS NOT NULL) THEN
        RAISE EXCEPTION 'A form that was filed takes no answer.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0004_presence_on_paper'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
