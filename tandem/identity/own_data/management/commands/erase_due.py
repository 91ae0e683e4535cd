from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tandem.foundation.clock import now
from tandem.identity.own_data import services


class Command(BaseCommand):
    help = (
        "Erase what is kept longer than its time limit, counted from the day a file was closed; say what, by number."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="do all of it, say it, and take it back")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        done = services.erase_due(services.as_the_law_says(), now=now(), dry_run=dry)
        for erasure in done:
            self.stdout.write(
                f"Person {erasure.person_id}: {erasure.model}, {erasure.number_of_rows} rows ({erasure.retention})"
            )
        verb = "would be erased; nothing was changed" if dry else "erased"
        people = len({erasure.person_id for erasure in done})
        self.stdout.write(self.style.SUCCESS(f"{len(done)} kinds of rows about {people} persons: {verb}."))
