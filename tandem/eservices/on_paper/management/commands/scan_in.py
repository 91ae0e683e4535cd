from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError

from tandem.eservices.on_paper import reading
from tandem.eservices.on_paper.enums import Taken
from tandem.eservices.on_paper.services import take_picture
from tandem.foundation import clock
from tandem.identity.access.types import system

DONE, UNREAD = "done", "unread"
# Whoever receives what concerns a benefit dates it and keeps it, also when it came to the wrong place.
ARTICLE = "LPGA 29 al. 3"
_GOOD = {Taken.ATTACHED, Taken.AGAIN}

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = """Read photographed or scanned pages of forms (PDF, JPEG, PNG, TIFF, HEIC, WEBP) in a folder and attach
    each to its form.

    Only the code on a page is read, never an answer: somebody types those. Files go on to FOLDER/done, or to
    FOLDER/unread when a page in them has no readable code, two codes, a code that is none of ours, or one of a form
    that is filed already. What is no picture and no PDF stays where it is, and is named."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. Nothing was read.")
        count: Counter[Taken] = Counter()
        lacking: dict[str, tuple[int, ...]] = {}
        files, others = self._sorted(folder)
        failed = [file.name for file in files if not self._brought_in(file, count, lacking)]
        for taken in Taken:
            if count[taken]:
                self.stdout.write(f"{count[taken]} {taken.value.replace('_', ' ')}")
        for code, pages in sorted(lacking.items()):
            if pages:
                self.stdout.write(f"Form {code}: missing pages {', '.join(map(str, pages))}.")
        if not files:
            self.stdout.write("No picture and no PDF here.")
        for file in others:
            self.stderr.write(f"{file.name} is no picture and no PDF that can be read here. It stays where it is.")
        if failed:
            raise CommandError(f"Not brought in, and still in the folder: {', '.join(failed)}. Run this again.")

    def _sorted(self, folder: Path) -> tuple[list[Path], list[Path]]:
        """What can be read, and what cannot; hidden files are those of the system."""
        found = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
        is_ours = [file.suffix.lower() in reading.SUFFIXES for file in found]
        return (
            [file for file, ours in zip(found, is_ours, strict=True) if ours],
            [file for file, ours in zip(found, is_ours, strict=True) if not ours],
        )

    def _brought_in(self, file: Path, count: Counter[Taken], lacking: dict[str, tuple[int, ...]]) -> bool:
        """One file must not keep the others waiting: what goes wrong is logged, the file stays for the next run."""
        try:
            self._move(file, DONE if self._take(file, count, lacking) else UNREAD)
        except Exception:
            log.exception("scan_in_failed")
            return False
        return True

    def _take(self, file: Path, count: Counter[Taken], lacking: dict[str, tuple[int, ...]]) -> bool:
        good = True
        try:
            for number, picture in enumerate(reading.pictures(file.read_bytes()), start=1):
                outcome = take_picture(system(ARTICLE), picture=picture, now=clock.now())
                count[outcome.taken] += 1
                if outcome.taken is Taken.ATTACHED:
                    lacking[outcome.code] = outcome.missing
                if outcome.taken not in _GOOD:
                    good = False
                    self.stderr.write(f"{file.name}, page {number}: {outcome.taken.label}. It was not attached.")
        except reading.Unreadable:
            self.stderr.write(f"{file.name} cannot be read to its end. What could not be read was not attached.")
            return False
        return good

    def _move(self, file: Path, name: str) -> None:
        target = file.parent / name
        target.mkdir(exist_ok=True)
        place, number = target / file.name, 1
        while place.exists():  # scanners count from 1 again each day
            number += 1
            place = target / f"{file.stem}-{number}{file.suffix}"
        file.rename(place)
