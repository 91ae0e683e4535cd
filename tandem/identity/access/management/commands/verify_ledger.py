import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.identity.access.verification import Head, Report, verify


class Command(BaseCommand):
    help = "Recompute the hash chains of the ledger and name every row that was changed, removed or put in between."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", type=int, help="verify this person's chain only")
        parser.add_argument("--write-heads", type=Path, metavar="FILE", help="note the last hash of each chain there")
        parser.add_argument(
            "--heads", type=Path, metavar="FILE", help="compare with heads noted earlier: finds cut tails"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = _read_heads(options["heads"]) if options["heads"] else {}
        report, faults = Report(), 0
        for finding in verify(report, person_id=options["person"], known_heads=known):
            faults += 1
            self.stderr.write(f"Person {finding.person_id}, position {finding.sequence}: {finding.fault.value}.")
        seen = f"{report.rows} rows in {len(report.heads)} chains"
        if faults:
            raise CommandError(f"The ledger does not hold: {faults} faults in {seen}. Nothing was changed.")
        if options["write_heads"]:
            _write_heads(options["write_heads"], report)
        self.stdout.write(self.style.SUCCESS(f"The ledger holds: {seen}."))
        if not options["heads"]:
            self.stdout.write("Rows cut off at the end of a chain are found only with heads noted earlier (--heads).")


def _write_heads(path: Path, report: Report) -> None:
    lines = [
        json.dumps({"person": head.person_id, "sequence": head.sequence, "hash": head.hash.hex()})
        for head in report.heads.values()
    ]
    path.write_text("".join(f"{line}\n" for line in lines))


def _read_heads(path: Path) -> dict[int, Head]:
    try:
        lines = path.read_text().splitlines()
    except OSError as error:
        raise CommandError(f"The heads in {path} cannot be read: {error.strerror}. Nothing was verified.") from error
    heads = [_head(line, number, path) for number, line in enumerate(lines, start=1)]
    return {head.person_id: head for head in heads}


def _head(line: str, number: int, path: Path) -> Head:
    try:
        row = json.loads(line)
        return Head(int(row["person"]), int(row["sequence"]), bytes.fromhex(row["hash"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"Line {number} of {path} is no head of a chain. Nothing was verified.") from error
