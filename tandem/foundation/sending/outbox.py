"""What the carriers that write into folders have written: what a demo shows instead of a phone and a letter box."""

import csv
import dataclasses
import datetime
import email
import email.message
import email.policy
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tandem.foundation.sending.enums import Kind

# Django's file backend ends each mail so.
_END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"


@dataclasses.dataclass(frozen=True, slots=True)
class Carried:
    """One message as it would have arrived. A letter has no text: `key` names its PDF."""

    kind: Kind
    key: str
    at: datetime.datetime
    recipient: str
    subject: str = ""
    text: str = ""


def newest(kind: Kind, limit: int) -> list[Carried]:
    """The last messages of one kind, the newest first."""
    read = {Kind.SMS: _sms, Kind.MAIL: _mails, Kind.LETTER: _letters}[kind]
    return sorted(read(limit), key=lambda message: message.at, reverse=True)[:limit]


def letter(key: str) -> Path | None:
    """The PDF of a letter; None when no letter has this key."""
    return next(Path(settings.LETTERS_DIR).glob(f"*/{key}.pdf"), None)


def refuses_sms() -> bool:
    """Whether the folder of SMS is closed."""
    return _closed_sign().exists()


def refuse_sms(refuse: bool) -> None:
    """Close the folder of SMS, or open it again."""
    if refuse:
        _closed_sign().parent.mkdir(parents=True, exist_ok=True)
        _closed_sign().touch()
    else:
        _closed_sign().unlink(missing_ok=True)


def _closed_sign() -> Path:
    return Path(settings.OUTBOX_DIR) / "sms-refused"


def _sms(limit: int) -> Iterator[Carried]:
    for path, at in _latest(Path(settings.OUTBOX_DIR) / "sms", ".json", limit):
        words = json.loads(path.read_text("utf-8"))
        yield Carried(Kind.SMS, path.stem, at, words["to"], text=words["text"])


def _mails(limit: int) -> Iterator[Carried]:
    for path, at in _latest(Path(settings.OUTBOX_DIR) / "mail", ".log", limit):
        for written in filter(None, path.read_bytes().split(_END_OF_MAIL)):
            mail = email.message_from_bytes(written, policy=email.policy.default)
            yield Carried(Kind.MAIL, path.stem, at, str(mail["To"]), str(mail["Subject"]), _plain(mail))


def _plain(mail: email.message.EmailMessage) -> str:
    """The plain text, also of a mail that has a page of HTML beside it."""
    text = mail.get_body(("plain",))
    return str(text.get_content()) if text else ""


def _letters(limit: int) -> Iterator[Carried]:
    for batch in sorted(Path(settings.LETTERS_DIR).glob("*/letters.csv"), reverse=True)[:limit]:
        with batch.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                at = datetime.datetime.fromisoformat(row["handed_over_at"])
                yield Carried(Kind.LETTER, row["reference"], at, row["address"])


def _latest(folder: Path, suffix: str, limit: int) -> list[tuple[Path, datetime.datetime]]:
    """The newest finished files with the moment they were written."""
    if not folder.is_dir():
        return []
    found = [
        (entry.stat().st_mtime, Path(entry.path))
        for entry in os.scandir(folder)
        if entry.name.endswith(suffix) and not entry.name.startswith(".")
    ]
    latest = sorted(found, reverse=True)[:limit]
    return [(path, datetime.datetime.fromtimestamp(at, tz=datetime.UTC)) for at, path in latest]
