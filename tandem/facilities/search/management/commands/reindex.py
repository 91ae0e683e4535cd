import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.facilities.search import registry, services
from tandem.foundation.garbage import rarely_collected

_WIDTH = 40


class Command(BaseCommand):
    # They import every page of the house; a deployment has had them run.
    requires_system_checks = ()
    help = "Write the search index anew from the database and switch to it. The old one answers until then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collections", nargs="*", help="which collections; all of them when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["collections"] or registry.names()
        for name in chosen:
            if name not in registry.names():
                raise CommandError(f"There is no collection {name!r}. Known: {', '.join(registry.names()) or 'none'}.")
        for name in chosen:
            with rarely_collected():
                generation = services.reindex(name, progress=self._bar(name))
            self.stdout.write(f"{name}: generation {generation} is current.")

    def _bar(self, name: str) -> Any:
        shown = self.stdout.isatty() and sys.stdout.isatty()

        def draw(done: int, total: int) -> None:
            if shown:
                filled = _WIDTH * done // max(total, 1)
                self.stdout.write(f"\r{name} [{'#' * filled:{_WIDTH}}] {done:,}/{total:,}", ending="")
                if done == total and done:
                    self.stdout.write("")

        return draw
