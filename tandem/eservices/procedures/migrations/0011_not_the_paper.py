"""What was handed in may be turned down, for good, and goes with it once the time limit has passed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER what_was_turned_down_stays
    BEFORE UPDATE OR DELETE ON procedures_turneddown
    FOR EACH ROW EXECUTE FUNCTION procedures_contents_stay();
"""
BACKWARD = "DROP TRIGGER what_was_turned_down_stays ON procedures_turneddown;"


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0010_together_or_in_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TurnedDown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='why it is not the paper')),
                ('turned_down_at', models.DateTimeField(verbose_name='said at')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.filing', verbose_name='filing')),
                ('handed_in', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='turned_down', to='procedures.handedin', verbose_name='document handed in')),
                ('turned_down_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by')),
            ],
            options={
                'verbose_name': 'document that is not the one asked for',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='who_turns_a_document_down_says_why')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
