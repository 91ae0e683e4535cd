"""Each receipt is signed. Those from before get the signature that a new one would have had: the statement is theirs."""

import datetime

from django.db import migrations, models

from tandem.foundation import signing

OFF = "ALTER TABLE receipts_receipt DISABLE TRIGGER receipts_are_never_changed"
ON = "ALTER TABLE receipts_receipt ENABLE TRIGGER receipts_are_never_changed"


def sign(apps, schema_editor):
    # Written out: what R1 means never changes, whatever later code does.
    Receipt = apps.get_model("receipts", "Receipt")
    connection = schema_editor.connection.alias
    for receipt in Receipt.objects.using(connection).order_by("pk").iterator(chunk_size=1_000):
        moment = receipt.issued_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
        statement = f"R1:{receipt.number}:{moment}:{bytes(receipt.payload_hash).hex()}"
        key_id, signature = signing.sign(statement.encode(), use="receipt")
        Receipt.objects.using(connection).filter(pk=receipt.pk).update(key_id=key_id, signature=signature)


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='key_id',
            field=models.CharField(max_length=16, null=True, verbose_name='key'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='signature',
            field=models.BinaryField(max_length=64, null=True, verbose_name='signature (Ed25519)'),
        ),
        migrations.RunSQL(OFF, ON),
        migrations.RunPython(sign, migrations.RunPython.noop),
        migrations.RunSQL(ON, OFF),
    ]
