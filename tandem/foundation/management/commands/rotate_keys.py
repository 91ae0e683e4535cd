from functools import partial
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from tandem.foundation import secrets
from tandem.foundation.fields import EncryptedTextField, reencrypt


class Command(BaseCommand):
    help = (
        "Encrypt everything anew under the first key of TANDEM_KEYS_AT_REST. May be interrupted and run again: what "
        "is under the first key already is left alone. Take an old key away only once this says 0 everywhere."
    )

    def handle(self, **options: Any) -> None:
        total = 0
        for name, work in _everything().items():
            try:
                written = work()
            except secrets.Undecipherable as error:
                raise CommandError(f"{name}: {error}") from error
            self.stdout.write(f"{name}: {written}")
            total += written
        self.stdout.write(f"{total} secrets are now under the first key.")


def _everything() -> dict[str, secrets.Reencrypt]:
    """Each encrypted column of a model, then what the features registered."""
    columns = {
        str(field): partial(reencrypt, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
    }
    return {**columns, **secrets.registry}
