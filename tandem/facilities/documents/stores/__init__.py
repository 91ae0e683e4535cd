"""Where the bytes lie: on disk, or in an object store. One contract suite holds both (`tests/test_stores.py`)."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from tandem.facilities.documents.types import Store


def store() -> Store:
    """The one that the settings name."""
    return _made(settings.DOCUMENT_STORE)


@cache
def _made(path: str) -> Store:
    return import_string(path)()
