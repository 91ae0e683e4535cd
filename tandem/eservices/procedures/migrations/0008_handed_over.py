"""A form whose feature keeps its own filings is handed over to it, and then takes no answer any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION procedures_filed_drafts_take_no_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM procedures_draft WHERE id = NEW.draft_id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM procedures_draft
        WHERE id = NEW.draft_id AND (filing_id IS NOT NULL OR handed_over_id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'A form that was filed takes no answer.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
BACKWARD = """
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


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_notices_of_changes'),
        ('procedures', '0007_documents_stay'),
        ('receipts', '0004_signed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='draft',
            name='a_person_has_one_open_draft_of_a_subject',
        ),
        migrations.AddField(
            model_name='draft',
            name='handed_over',
            field=models.ForeignKey(help_text='The receipt of the feature that files it by itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='receipts.receipt', verbose_name='handed over under'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('filing', None), ('handed_over', None)), fields=('person', 'key', 'subject'), name='a_person_has_one_open_draft_of_a_subject'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('filing', None), ('handed_over', None), _connector='OR'), name='a_form_is_filed_here_or_handed_over'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
