import dataclasses
import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tandem.foundation import clock
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.identity.access.types import system
from tandem.market.ads.import_.readers import Source
from tandem.market.ads.import_.rejected import Unreadable
from tandem.market.ads.import_.run import Import, Reject
from tandem.market.ads.import_.tally import Tally
from tandem.market.ads.services import TooManyMissing

BAR = 30
LONGEST_FEED = 60


class Command(BaseCommand):
    # They import every page of the house; a deployment has had them run.
    requires_system_checks = ()
    help = (
        "Take in job ads from files: schema.org JobPosting as JSON or JSON lines, Job-Room ads as JSON, and the "
        "osteList XML feed; plain or .gz. A record that cannot be taken goes to the rejects file with its line and "
        "the reason; the others are taken. Running the same command again changes nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--source",
            metavar="NAME",
            help="whose ads these are; an ad is known by this name and its identifier (default: the file's name)",
        )
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="where to write what is not taken, as JSON lines"
        )

        parser.add_argument(
            "--complete",
            action="store_true",
            help="the files hold every open ad of their source: close the ads of before that they no longer name",
        )
        parser.add_argument(
            "--however-many",
            action="store_true",
            help="with --complete: close them even if more than half are missing",
        )

    def handle(
        self,
        *,
        files: list[Path],
        source: str | None,
        rejects: Path | None,
        complete: bool = False,
        however_many: bool = False,
        **options: Any,
    ) -> None:
        started = time.monotonic()
        rejects = rejects or Path(settings.DATA_DIR) / "rejects" / f"{_name_of(files[0])}.jsonl"
        writer = _Rejects(rejects)
        progress = _Progress(self.stdout, visible=self.stdout.isatty())
        run = Import(
            system("manage.py import_ads"), clock=clock.now, on_reject=writer.write, on_progress=progress.show
        )
        troubles = []
        try:
            for path in files:
                troubles += self._take(run, path, feed=(source or _name_of(path))[:LONGEST_FEED])
            if complete:
                troubles += self._close_missing(run, however_many=however_many, unread=bool(troubles))
            run.settle()
        except KeyboardInterrupt:
            progress.end()
            self.stderr.write(
                f"Interrupted. {run.tally.taken:,} ads are safe; run the same command again for the rest."
            )
            sys.exit(130)
        finally:
            writer.close()
        progress.end()
        for sentence in _summary(run.tally, time.monotonic() - started, rejects):
            self.stdout.write(sentence)
        if troubles:
            raise CommandError(" ".join(troubles), returncode=1)

    def _close_missing(self, run: Import, *, however_many: bool, unread: bool) -> list[str]:
        """Sentences about why nothing was closed: none when all is well."""
        if unread:
            return ["No ad was closed, because not all files could be read."]
        try:
            run.close_missing(however_many=however_many)
        except TooManyMissing as refusal:
            return [f"{refusal.message} (--however-many)"]
        return []

    def _take(self, run: Import, path: Path, *, feed: str) -> list[str]:
        """Sentences about what could not be read: none when all is well."""
        before = run.tally.taken
        try:
            source = Source(path)
        except Unreadable as unreadable:
            return [f"{unreadable.reason} None of its ads were taken."]
        try:
            run.take(source, feed=feed)
        except Unreadable as unreadable:
            return [f"{path}: {unreadable.reason} {run.tally.taken - before:,} ads before that are safe."]
        finally:
            source.close()
        return []


class _Rejects:
    """The rejects file; it appears with the first reject, and an old one goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CommandError(
                f"The rejects cannot be written to {path}: {error.strerror}. Nothing was done."
            ) from error

    def write(self, reject: Reject) -> None:
        if self._file is None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w", encoding="utf-8", buffering=1)
            except OSError as error:
                why = f"The rejects cannot be written to {self.path}: {error.strerror}."
                raise CommandError(f"{why} Name another file with --rejects.") from error
        self._file.write(json.dumps(dataclasses.asdict(reject), ensure_ascii=False) + "\n")

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class _Progress:
    """A bar on a terminal: how far, how fast, how long still."""

    def __init__(self, out: Any, *, visible: bool) -> None:
        self.out, self.visible = out, visible
        self.started = time.monotonic()
        self.shown = False

    def show(self, source: Source, tally: Tally) -> None:
        if not self.visible:
            return
        elapsed = max(time.monotonic() - self.started, 0.001)
        done = tally.taken + tally.rejected
        share = source.position / source.size if source.size else 1.0
        left = f"{elapsed / share - elapsed:,.0f} s left" if share else ""
        bar = "#" * int(BAR * share)
        self.out.write(
            f"\r{source.path.name} [{bar:{BAR}}] {share:4.0%}  {done:,} ads  {done / elapsed:,.0f}/s  {left}   ",
            ending="",
        )
        self.out.flush()
        self.shown = True

    def end(self) -> None:
        if self.shown:
            self.out.write("")


def _summary(tally: Tally, seconds: float, rejects: Path) -> list[str]:
    counts = tally.counts
    rate = (tally.taken + tally.rejected) / seconds if seconds else 0
    did = (
        f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged, {tally.rejected:,} rejected"
    )
    lines = [f"{did} ({seconds:.1f} s, {rate:,.0f} ads per second)."]
    if tally.closed:
        lines.append(f"{tally.closed:,} closed, because their source no longer names them.")
    if tally.taken:
        languages = ", ".join(
            f"{OWN_NAMES[Language(code)]} {count:,}" for code, count in tally.languages.most_common()
        )
        lines += [
            f"Languages: {languages}.",
            f"Place resolved: {_share(tally.places_resolved, tally.places)}.",
            f"Place in Switzerland resolved: {_share(tally.swiss_resolved, tally.swiss)}.",
            f"Occupation resolved: {_share(tally.occupations, tally.taken)}.",
        ]
    if tally.rejected:
        lines.append(f"What was rejected, and why, is in {rejects}.")
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.1%})" if whole else "no ad has one"


def _name_of(path: Path) -> str:
    """`jobs.jsonl.gz` is the feed "jobs"."""
    return path.name.partition(".")[0] or path.name
