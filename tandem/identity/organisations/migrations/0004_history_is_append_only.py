from django.db import migrations

from tandem.identity.access.append_only import forbid_change


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_organisations_in_full'),
    ]

    operations = [
        forbid_change('organisations_historyentry'),
    ]
