"""Under a mandate alone: in place of the person. Under a session: together.

For rows from now on: what an installation holds already was written before anybody could say so, and stays as it is.
"""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0011_alter_ledgerentry_authority_and_more'),
        ('organisations', '0004_history_is_append_only'),
        ('people', '0004_notices_of_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'mandate'), _negated=True), ('presence', 'in_place'), _connector='OR'), name='who_acts_under_a_mandate_alone_acts_in_place_of_the_person'),
        ),
        AddConstraintNotValid(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'session'), _negated=True), ('presence__in', ('together_own_hands', 'together_helper_hands')), _connector='OR'), name='who_acts_under_a_session_acts_together'),
        ),
    ]
