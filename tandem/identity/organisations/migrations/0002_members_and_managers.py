from django.db import migrations, models

import tandem.identity.organisations.enums

ONE_OF_THE_ROLES = models.CheckConstraint(
    condition=models.Q(('role__in', tandem.identity.organisations.enums.MemberRole)),
    name='a_member_has_a_known_role',
)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='membership', name='a_member_has_a_known_role'),
        migrations.RunSQL(
            "UPDATE organisations_membership SET role = 'member' WHERE role = 'front_line'", migrations.RunSQL.noop
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('member', 'Member'), ('manager', 'Manager')], default='member', max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(model_name='membership', constraint=ONE_OF_THE_ROLES),
    ]
