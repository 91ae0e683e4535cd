from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tandem.identity.access.description import rights


class Command(BaseCommand):
    help = "Print the table of rights as a document, as it stands in docs/rights.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", type=Path, metavar="FILE", help="write it there")
        parser.add_argument("--check", type=Path, metavar="FILE", help="fail when that file says something else")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            text = rights()
        if options["write"]:
            options["write"].write_text(text)
        elif options["check"]:
            file: Path = options["check"]
            if not file.exists() or file.read_text() != text:
                raise CommandError(f"{file} is not what the code says. Write it anew: manage.py rights --write {file}")
        else:
            self.stdout.write(text, ending="")
