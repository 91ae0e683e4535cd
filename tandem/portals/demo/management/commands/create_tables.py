"""All tables of the demo, and the table of its cache, in one process."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from tandem.foundation.postgres import migrating


class Command(BaseCommand):
    help = "Migrate a database in which nobody's data stand, and create the table of the cache."

    def handle(self, *args: Any, **options: Any) -> None:
        with migrating.quickly():
            call_command("migrate", verbosity=0)
        call_command("createcachetable")
