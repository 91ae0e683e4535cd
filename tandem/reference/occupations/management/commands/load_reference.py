import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from tandem.reference.localities.services import load as load_localities
from tandem.reference.occupations.services import load as load_occupations

PARTS: dict[str, Callable[..., bool]] = {"places": load_localities, "occupations": load_occupations}


class Command(BaseCommand):
    help = "Fill the tables of places and occupations from the files that ship with the platform; again: no change."

    def handle(self, **options: Any) -> None:
        quiet = options["verbosity"] == 0
        for name, load in PARTS.items():
            started = time.monotonic()
            changed = load(progress=lambda line, name=name: None if quiet else self.stdout.write(f"{name}: {line}"))
            if not quiet:
                seconds = time.monotonic() - started
                self.stdout.write(f"{name}: loaded in {seconds:.1f} s" if changed else f"{name}: up to date")
