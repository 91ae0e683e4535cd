"""Who looks for viruses: nobody, or clamd. One contract suite holds both (`tests/test_scanners.py`)."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from tandem.facilities.documents.types import Scanner


def scanner() -> Scanner:
    """The one that the settings name."""
    return _made(settings.VIRUS_SCANNER)


@cache
def _made(path: str) -> Scanner:
    return import_string(path)()
