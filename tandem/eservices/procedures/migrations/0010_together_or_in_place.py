"""Under a mandate alone: in place of the person. Under a session: together.

For rows from now on: what an installation holds already was written before anybody could say so, and stays as it is.
"""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_notices_of_changes'),
        ('procedures', '0009_alter_filing_authority_alter_filing_purpose'),
        ('receipts', '0004_signed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'mandate'), _negated=True), ('presence', 'in_place'), _connector='OR'), name='what_is_filed_under_a_mandate_alone_is_filed_in_place'),
        ),
        AddConstraintNotValid(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'session'), _negated=True), ('presence__in', ('together_own_hands', 'together_helper_hands')), _connector='OR'), name='what_is_filed_under_a_session_is_filed_together'),
        ),
        AddConstraintNotValid(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('capacity', 'self'), _negated=True), models.Q(('presence', 'in_place'), _negated=True), _connector='OR'), name='nobody_files_her_own_form_in_her_place'),
        ),
    ]
