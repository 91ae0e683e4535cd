"""Carriers that write into folders: what a demo shows, and what a print shop collects."""

import csv
import fcntl
import io
import json
import os
from pathlib import Path

from django.conf import settings

from tandem.foundation.clock import day_of
from tandem.foundation.sending import outbox
from tandem.foundation.sending.enums import Fault
from tandem.foundation.sending.types import Letter, Sms, Undelivered

COLUMNS = ("reference", "file", "address", "handed_over_at")


class FolderSmsGateway:
    """One JSON file per message in `settings.OUTBOX_DIR/sms`: nobody's telephone rings.

    A demo may have it refuse everything, to show what happens then.
    """

    reports = False

    def send(self, sms: Sms) -> str:
        if outbox.refuses_sms():
            raise Undelivered(Fault.REFUSED, again=False)
        folder = Path(settings.OUTBOX_DIR) / "sms"
        words = json.dumps({"to": sms.to, "text": sms.text}, ensure_ascii=False)
        _write(folder / f"{sms.key}.json", words.encode())
        return sms.key


class FolderLetterPrinter:
    """A folder per day in `settings.LETTERS_DIR` for a print shop: each letter as a PDF, and `letters.csv` with all.

    The CSV has one row per letter, its address with line breaks. A letter handed over twice on one day is there once.
    The folder of a day is complete once the day is over.
    """

    def print(self, letter: Letter) -> str:
        folder = Path(settings.LETTERS_DIR) / day_of(letter.handed_over_at).isoformat()
        _write(folder / f"{letter.key}.pdf", letter.pdf)
        _add_row(folder / "letters.csv", letter)
        return letter.key


def _write(path: Path, content: bytes) -> None:
    """The whole file or none: whoever collects them never finds half of one."""
    unfinished = path.with_name(f".{path.name}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise Undelivered(Fault.UNREACHABLE, again=True) from error


def _add_row(path: Path, letter: Letter) -> None:
    """Several workers write into one list, and a worker that died may have written already."""
    row = io.StringIO()
    csv.writer(row).writerow(
        [letter.key, f"{letter.key}.pdf", letter.address, letter.handed_over_at.isoformat(timespec="seconds")]
    )
    try:
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            before = file.read()
            if letter.key.encode() in before:
                return
            head = "" if before else ",".join(COLUMNS) + "\r\n"
            file.write((head + row.getvalue()).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Undelivered(Fault.UNREACHABLE, again=True) from error
