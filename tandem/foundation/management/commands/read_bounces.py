import mailbox
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tandem.foundation import clock
from tandem.foundation.sending import services


class Command(BaseCommand):
    help = """Read the mailbox (a Maildir) of the address that our mails come from, for mails that came back.

    A report that a mail of ours did not arrive is noted and removed: the message goes on to the next channel. All
    else stays for whoever reads the mailbox."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("maildir", type=Path)

    def handle(self, *args: Any, maildir: Path, **options: Any) -> None:
        if not (maildir / "new").is_dir() or not (maildir / "cur").is_dir():
            raise CommandError(f"{maildir} is no Maildir. Nothing was read.")
        box, noted = mailbox.Maildir(maildir, create=False), 0
        for key in sorted(box.iterkeys()):
            if services.take_bounce(box.get_bytes(key), now=clock.now()):
                box.discard(key)
                noted += 1
        self.stdout.write(f"{noted} {'mail' if noted == 1 else 'mails'} came back.")
