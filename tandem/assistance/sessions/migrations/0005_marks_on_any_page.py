from django.db import migrations, models
from django.db.models import Q

import tandem.foundation.fields

# What was beside a question of a form stands on that question's page now. Where somebody is just now is asked anew.
_PAGES = "UPDATE assisted_mark SET page = 'forms/draft/' || draft_id || '/step/' || step || '/'"
_NOWHERE = "UPDATE assisted_assistedsession SET at_page = ''"


class Migration(migrations.Migration):
    dependencies = [("assisted", "0004_words_are_encrypted")]

    operations = [
        migrations.RemoveConstraint(
            model_name="assistedsession", name="somebody_is_at_a_form_or_at_another_page"
        ),
        migrations.RemoveField(model_name="assistedsession", name="at_draft"),
        migrations.RemoveField(model_name="assistedsession", name="at_step"),
        migrations.RunSQL(_NOWHERE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="assistedsession",
            name="at_page",
            field=tandem.foundation.fields.EncryptedTextField(blank=True, verbose_name="page at hand"),
        ),
        migrations.AddConstraint(
            model_name="assistedsession",
            constraint=models.CheckConstraint(
                condition=Q(("ended_at", None), ("at_page", ""), _connector="OR"),
                name="where_somebody_was_is_forgotten_with_the_end",
            ),
        ),
        migrations.AddField(
            model_name="mark",
            name="page",
            field=models.CharField(default="", max_length=200, verbose_name="page"),
            preserve_default=False,
        ),
        migrations.RunSQL(_PAGES, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="mark", name="draft"),
        migrations.RemoveField(model_name="mark", name="step"),
        migrations.AlterField(
            model_name="mark",
            name="field",
            field=models.CharField(blank=True, max_length=80, verbose_name="field"),
        ),
        migrations.AlterModelOptions(name="mark", options={"verbose_name": "mark beside a field"}),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=Q(Q(("kind", "point"), _negated=True), Q(("field", ""), _negated=True), _connector="OR"),
                name="a_finger_points_at_a_field",
            ),
        ),
    ]
