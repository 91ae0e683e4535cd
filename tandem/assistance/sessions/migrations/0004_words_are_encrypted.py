from django.db import migrations

import tandem.foundation.fields
from tandem.foundation import secrets

_TABLE = "assisted_mark"


def encrypt(apps, schema_editor):
    """What stands there in plain text, word by word: the field itself could not read it any more."""
    with schema_editor.connection.cursor() as cursor:
        for column in ("words", "answer"):
            cursor.execute(f"SELECT id, {column} FROM {_TABLE} WHERE {column} <> ''")
            for key, plain in cursor.fetchall():
                cursor.execute(f"UPDATE {_TABLE} SET {column} = %s WHERE id = %s", [secrets.encrypt(plain), key])


class Migration(migrations.Migration):
    dependencies = [("assisted", "0003_assistedsession_at_page_and_more")]

    operations = [
        migrations.AlterField(
            model_name="mark",
            name="answer",
            field=tandem.foundation.fields.EncryptedTextField(blank=True, verbose_name="answer"),
        ),
        migrations.AlterField(
            model_name="mark",
            name="words",
            field=tandem.foundation.fields.EncryptedTextField(blank=True, verbose_name="words"),
        ),
        migrations.RunPython(encrypt, migrations.RunPython.noop),
    ]
