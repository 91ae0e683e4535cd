import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.facilities.receipts import offline
from tandem.facilities.receipts.rules import MOMENT
from tandem.foundation import signing


class Command(BaseCommand):
    help = "Check a receipt without database and network: its JSON file, or its signed text (- reads the input)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the receipt's JSON file, or a file with its signed text; - for the input")
        parser.add_argument(
            "--key", type=Path, action="append", metavar="PEM", help="a public key; without it, our configured ones"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            keys = offline.keys_in(options["key"]) if options["key"] else signing.public_keys()
            receipt, covers_content = offline.check(content, keys=keys)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}. Nothing was checked.") from error
        except (ValueError, signing.UnknownKey) as error:
            raise CommandError(f"Not verified. {error}") from error
        self.stdout.write(self.style.SUCCESS(f"Genuine: receipt {receipt.number}, signed by {receipt.key_id}."))
        self.stdout.write(f"Received {receipt.received_at.strftime(MOMENT)}, SHA-256 {receipt.fingerprint}.")
        if covers_content:
            self.stdout.write("What was filed stands in this file, unchanged.")
        else:
            self.stdout.write("Whether what was filed is unchanged, only the JSON file shows.")
