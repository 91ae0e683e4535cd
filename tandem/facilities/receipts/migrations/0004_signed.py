from django.db import migrations, models
from django.db.models.lookups import Exact


def bytes_of(column):
    return models.Func(models.F(column), function='octet_length', output_field=models.IntegerField())


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0003_signature'),
    ]

    operations = [
        migrations.AlterField(
            model_name='receipt',
            name='key_id',
            field=models.CharField(max_length=16, verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='receipt',
            name='signature',
            field=models.BinaryField(max_length=64, verbose_name='signature (Ed25519)'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(
                condition=Exact(bytes_of('payload_hash'), 32) & Exact(bytes_of('signature'), 64),
                name='a_receipt_has_a_hash_of_32_and_a_signature_of_64_bytes',
            ),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(
                condition=models.Q(('key_id__regex', '^[0-9a-f]{16}$')),
                name='a_receipt_names_the_key_that_signed_it',
            ),
        ),
    ]
