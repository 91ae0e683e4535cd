import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import tandem.identity.people.enums
import tandem.identity.people.fields
from django.conf import settings
from django.db import migrations, models

# Numbers typed before there was one form for them: "079 000 00 00", "0041 79...", "+41 (0)79...".
ONE_FORM = """
UPDATE people_person SET phone = regexp_replace(
    regexp_replace(regexp_replace(replace(phone, '(0)', ''), '[^0-9+]', '', 'g'), '^00', '+'), '^0', '+41'
);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_members_and_managers'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(ONE_FORM, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('holiday', 'On holiday'), ('away', 'Away for some time'), ('working_days', 'Does not work on these days'), ('training', 'In training'), ('one_matter', 'A colleague settles one matter')], max_length=20, verbose_name='reason')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_before', models.DateField(verbose_name='until, that day excluded')),
                ('set_at', models.DateTimeField(verbose_name='set')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed early')),
            ],
            options={
                'verbose_name': 'stand-in',
            },
        ),
        migrations.AddField(
            model_name='person',
            name='channels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('screen', 'On screen, when I log in'), ('email', 'E-mail'), ('sms', 'SMS'), ('letter', 'Letter'), ('via_helper', 'Through my helper')], max_length=10), blank=True, default=list, help_text='The first one first; empty while she has not said.', size=None, verbose_name='how we reach her'),
        ),
        migrations.AddField(
            model_name='person',
            name='easy_language',
            field=models.BooleanField(default=False, verbose_name='easy language'),
        ),
        migrations.AddField(
            model_name='person',
            name='interpreter',
            field=models.CharField(blank=True, help_text='A spoken or a sign language; empty for none.', max_length=3, verbose_name='interpreter for'),
        ),
        migrations.AddField(
            model_name='person',
            name='large_print',
            field=models.BooleanField(default=False, verbose_name='large print'),
        ),
        migrations.AddField(
            model_name='person',
            name='reads',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name='reads'),
        ),
        migrations.AddField(
            model_name='person',
            name='reserved_from_digital',
            field=models.BooleanField(default=False, help_text='Nobody pushes her to a screen.', verbose_name='on paper and at the desk only'),
        ),
        migrations.AddField(
            model_name='person',
            name='speaks',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name='speaks'),
        ),
        migrations.AlterField(
            model_name='person',
            name='language',
            field=models.CharField(choices=[('de', 'German'), ('fr', 'French'), ('it', 'Italian'), ('en', 'English')], help_text='We write to her in it.', max_length=2, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='person',
            name='phone',
            field=tandem.identity.people.fields.PhoneField(blank=True, verbose_name='phone'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^\\+[1-9][0-9]{6,14}$'), _connector='OR'), name='a_phone_is_kept_as_e164'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Regex(models.Func(models.F('speaks'), models.Value(' '), function='array_to_string', output_field=models.TextField()), '^([a-z]{2,3}( [a-z]{2,3})*)?$'), name='languages_spoken_are_iso_639_codes'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Regex(models.Func(models.F('reads'), models.Value(' '), function='array_to_string', output_field=models.TextField()), '^([a-z]{2,3}( [a-z]{2,3})*)?$'), name='languages_read_are_iso_639_codes'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('interpreter__regex', '^([a-z]{2,3})?$')), name='an_interpreter_is_for_an_iso_639_code'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('channels__contained_by', ['screen', 'email', 'sms', 'letter', 'via_helper'])), name='a_channel_is_a_known_one'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(models.Func(models.Func(models.F('channels'), models.Value('screen'), function='array_positions'), function='cardinality', output_field=models.IntegerField()), 1), django.db.models.lookups.LessThanOrEqual(models.Func(models.Func(models.F('channels'), models.Value('email'), function='array_positions'), function='cardinality', output_field=models.IntegerField()), 1), django.db.models.lookups.LessThanOrEqual(models.Func(models.Func(models.F('channels'), models.Value('sms'), function='array_positions'), function='cardinality', output_field=models.IntegerField()), 1), django.db.models.lookups.LessThanOrEqual(models.Func(models.Func(models.F('channels'), models.Value('letter'), function='array_positions'), function='cardinality', output_field=models.IntegerField()), 1), django.db.models.lookups.LessThanOrEqual(models.Func(models.Func(models.F('channels'), models.Value('via_helper'), function='array_positions'), function='cardinality', output_field=models.IntegerField()), 1)), name='each_channel_stands_once_in_the_order'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channels__contains', ['screen']), _negated=True), ('user__isnull', False), _connector='OR'), name='a_screen_needs_an_account'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channels__contains', ['email']), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='an_email_needs_an_address'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channels__contains', ['sms']), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='an_sms_needs_a_phone'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channels__contains', ['letter']), _negated=True), models.Q(models.Q(('postal_code', ''), _negated=True), models.Q(('locality', ''), _negated=True)), _connector='OR'), name='a_letter_needs_an_address'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('reserved_from_digital', False), models.Q(('channels__overlap', ['screen', 'email', 'sms']), _negated=True), _connector='OR'), name='paper_and_desk_only_means_no_digital_channel'),
        ),
        migrations.AddField(
            model_name='standin',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by'),
        ),
        migrations.AddField(
            model_name='standin',
            name='counsellor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.membership', verbose_name='counsellor'),
        ),
        migrations.AddField(
            model_name='standin',
            name='person',
            field=models.ForeignKey(blank=True, help_text='Empty: all files of the counsellor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='people.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='standin',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
        ),
        migrations.AddField(
            model_name='standin',
            name='substitute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.membership', verbose_name='who stands in'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('counsellor', models.F('substitute')), _negated=True), name='a_stand_in_is_not_the_counsellor_herself'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__gt', models.F('starts_on'))), name='a_stand_in_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__lte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(datetime.timedelta(days=184))))), name='a_stand_in_lasts_no_longer_than_it_may'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', tandem.identity.people.enums.StandInReason)), name='a_stand_in_has_a_known_reason'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', False), ('closed_by', None), _connector='OR'), name='whoever_closes_a_stand_in_closes_it_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('closed_at', None)), expressions=[(models.Func(models.F('counsellor'), models.F('counsellor'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('person'), models.F('person'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_before'), models.Value('[)'), function='daterange'), '&&')], name='a_file_has_one_stand_in_at_a_time'),
        ),
    ]
