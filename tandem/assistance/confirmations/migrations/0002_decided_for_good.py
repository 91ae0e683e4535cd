from django.db import migrations

from tandem.identity.access.append_only import forbid_change


class Migration(migrations.Migration):

    dependencies = [
        ('confirmations', '0001_initial'),
    ]

    operations = [
        forbid_change("confirmations_step"),
    ]
