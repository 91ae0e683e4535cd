"""The letters that wait in the file store, encrypted like the rows."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tandem.foundation import secrets
from tandem.foundation.sending.models import LETTERS, Outgoing


def reencrypt() -> int:
    """Write each letter anew under the first key; returns how many were written."""
    waiting = Outgoing.objects.exclude(attachment="").order_by("pk").values_list("pk", "attachment")
    return sum(_reencrypt(pk, name) for pk, name in waiting.iterator())


def _reencrypt(pk: int, name: str) -> bool:
    if not default_storage.exists(name):
        return False  # sent meanwhile
    with default_storage.open(name) as file:
        fresh = secrets.renewed(file.read().decode())
    if fresh is None:
        return False
    aside = default_storage.save(f"{LETTERS}/{pk}.pdf.sealed", ContentFile(fresh.encode()))
    swapped = bool(Outgoing.objects.filter(pk=pk, attachment=name).update(attachment=aside))
    default_storage.delete(name if swapped else aside)
    return swapped
