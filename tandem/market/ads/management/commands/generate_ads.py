import gzip
import itertools
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from tandem.foundation import clock
from tandem.identity.access.types import system
from tandem.market.ads.generator.places import NoPlaces
from tandem.market.ads.generator.posting import posting
from tandem.market.ads.generator.stream import generate
from tandem.market.ads.services import upsert_ads
from tandem.market.ads.types import AdRecord, UpsertCounts

FEED = "example"
BATCH = 1_000
BAR = 40


class Command(BaseCommand):
    help = (
        "Invent job ads and take them in as an import would, or write them to a file. The same seed on the same day "
        "gives the same ads: a second run changes nothing, a longer one adds to a shorter one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, help="how many ads")
        parser.add_argument("--seed", type=int, default=1, help="a whole number; another one gives other ads")
        parser.add_argument(
            "--file", type=Path, metavar="PATH", help="write schema.org JobPosting JSON lines there (.gz: compressed)"
        )

    def handle(self, *, count: int, seed: int, file: Path | None, **options: Any) -> None:
        if count < 0:
            raise CommandError("The number of ads cannot be negative. Nothing was done.")
        try:
            self.run(count, seed, file)
        except NoPlaces as error:
            raise CommandError(
                "The country's localities are not loaded. No ad was made. Run `manage.py load_reference` first."
            ) from error

    def run(self, count: int, seed: int, file: Path | None) -> None:
        ads = self.shown(generate(count, seed=seed, today=clock.today()), count)
        if file is None:
            counts = take_in(ads)
            self.stdout.write(f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged.")
            return
        try:
            write(ads, file)
        except OSError as error:
            raise CommandError(f"{file} could not be written: {error.strerror}. No file was changed.") from error
        self.stdout.write(f"{count:,} ads written to {file}.")

    def shown(self, ads: Iterable[AdRecord], count: int) -> Iterator[AdRecord]:
        """The same ads; on a terminal, a bar moves as they pass."""
        visible = self.stdout.isatty()
        for done, ad in enumerate(ads, start=1):
            yield ad
            if visible and (done % BATCH == 0 or done == count):
                self.stdout.write(f"\r[{'#' * (BAR * done // count):{BAR}}] {done:,}/{count:,}", ending="")
        if visible and count:
            self.stdout.write("")


def take_in(ads: Iterator[AdRecord]) -> UpsertCounts:
    acting = system("manage.py generate_ads")
    counts = UpsertCounts()
    while batch := list(itertools.islice(ads, BATCH)):
        counts += upsert_ads(acting, batch, feed=FEED, now=clock.now())
    return counts


def write(ads: Iterable[AdRecord], path: Path) -> None:
    """All of them or nothing: the file appears once it is complete."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with _opened(unfinished, compressed=path.suffix == ".gz") as file:
            for ad in ads:
                file.write(json.dumps(posting(ad), ensure_ascii=False))
                file.write("\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _opened(path: Path, *, compressed: bool) -> TextIO:
    if compressed:
        return gzip.open(path, "wt", encoding="utf-8", compresslevel=6)
    return path.open("w", encoding="utf-8")
