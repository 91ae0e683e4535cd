import datetime
import itertools
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.identity.access.verification import Report, verify, verify_heads


class Command(BaseCommand):
    help = "Recompute the ledger and its daily heads, and name every row that was changed, removed or put in between."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", type=int, help="verify this person's chain only, and no daily heads")
        parser.add_argument(
            "--heads", type=Path, metavar="FILE", help="compare with daily heads kept elsewhere (`ledger_head --all`)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _read(options["heads"]) if options["heads"] else {}
        report, faults = Report(), 0
        findings = verify(report, person_id=options["person"])
        heads = () if options["person"] else verify_heads(report, kept)
        for finding in itertools.chain(findings, heads):
            faults += 1
            self.stderr.write(str(finding))
        seen = f"{report.rows} rows in {report.chains} chains, {report.heads} daily heads"
        if faults:
            raise CommandError(f"The ledger does not hold: {faults} faults in {seen}. Nothing was changed.")
        self.stdout.write(self.style.SUCCESS(f"The ledger holds: {seen}."))
        if not kept:
            self.stdout.write("Heads that were rewritten with our own key are found only with copies (--heads).")


def _read(path: Path) -> dict[datetime.date, dict[str, Any]]:
    try:
        lines = path.read_text().splitlines()
    except OSError as error:
        raise CommandError(f"The heads in {path} cannot be read: {error.strerror}. Nothing was verified.") from error
    return dict(_head(line, number, path) for number, line in enumerate(lines, start=1))


def _head(line: str, number: int, path: Path) -> tuple[datetime.date, dict[str, Any]]:
    try:
        head = json.loads(line)
        for name in ("hash", "signature"):
            bytes.fromhex(head[name])
        return datetime.date.fromisoformat(head["day"]), {**head, "key_id": str(head["key_id"])}
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"Line {number} of {path} is no daily head. Nothing was verified.") from error
