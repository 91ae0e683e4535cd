from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.foundation.clock import now
from tandem.identity.access.types import system
from tandem.identity.organisations.services.areas import COLUMNS, Unusable, load_service_areas


class Command(BaseCommand):
    help = (
        "Take in which postal codes and communes each regional office serves: a CSV file with the columns "
        f"{', '.join(COLUMNS)}. All of the file or nothing; each faulty line is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(newline="", encoding="utf-8-sig") as lines:
                taken = load_service_areas(system("load_service_areas"), lines=lines, now=now())
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError("The file is not in UTF-8. Nothing was changed.") from error
        except Unusable as unusable:
            for row in unusable.errors:
                self.stderr.write(f"line {row.line}: {row.message}")
            raise CommandError("Nothing was changed.") from unusable
        self.stdout.write(self.style.SUCCESS(f"{taken} areas taken in."))
