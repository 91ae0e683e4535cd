"""One run over one file: read, translate, write in batches, set aside what cannot be taken."""

import contextlib
import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Callable

import psycopg
from django.db import DataError, IntegrityError

from tandem.identity.access.types import Acting
from tandem.market.ads.import_ import resolving
from tandem.market.ads.import_.readers import Source
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.tally import Tally
from tandem.market.ads.import_.translating import Taken, outcomes
from tandem.market.ads.services import analyse_tables, close_missing, upsert_ready_ads
from tandem.market.ads.types import ad_id_of

BATCH = 2000
Numbered = tuple[int, Taken]


@dataclasses.dataclass(frozen=True, slots=True)
class Reject:
    """One record that was not taken: where it stands, which field is wrong, why."""

    file: str
    line: int
    field: str
    reason: str
    identifier: str


class Import:
    """Takes the ads of files into the database. `on_reject` hears of each record that is not taken."""

    def __init__(
        self,
        acting: Acting,
        *,
        clock: Callable[[], datetime.datetime],
        on_reject: Callable[[Reject], None],
        on_progress: Callable[[Source, Tally], None],
    ) -> None:
        self.acting = acting
        self.clock = clock
        self.on_reject = on_reject
        self.on_progress = on_progress
        self.tally = Tally()
        # By feed, the ids of the ads that its files name, those that could not be taken included.
        self.named: defaultdict[str, set[str]] = defaultdict(set)
        resolving.forget()

    def take(self, source: Source, *, feed: str) -> None:
        """All records of a file. Raises `Unreadable`; what came before the break is written."""
        seen: dict[str, int] = {}
        batch: list[Numbered] = []
        try:
            with contextlib.closing(outcomes(source, feed=feed)) as found:
                for line, outcome, identifier in found:
                    if isinstance(outcome, Rejected):
                        self.named[feed].add(ad_id_of(feed, identifier))
                        self._reject(source, line, outcome, identifier=identifier)
                    elif first := seen.get(outcome.ad.ad_id):
                        again = f"Line {first} of this file has an ad with the same identifier."
                        self._reject(source, line, Rejected("identifier", again), identifier=identifier)
                    else:
                        seen[outcome.ad.ad_id] = line
                        batch.append((line, outcome))
                    if len(batch) == BATCH:
                        self._write(source, batch, feed)
                        batch = []
                        self.on_progress(source, self.tally)
        finally:
            if batch:
                self._write(source, batch, feed)
            self.named[feed].update(seen)
            self.on_progress(source, self.tally)

    def close_missing(self, *, however_many: bool) -> None:
        """Close what the files taken so far no longer name. Raises `TooManyMissing`; the feeds before it are done."""
        for feed, named in self.named.items():
            self.tally.closed += close_missing(
                self.acting, feed=feed, named=named, however_many=however_many, now=self.clock()
            )

    def settle(self) -> None:
        """After the last file: what many new ads need so that the next reader is answered quickly."""
        if self.tally.counts.new + self.tally.counts.changed >= BATCH:
            analyse_tables()

    def _write(self, source: Source, batch: list[Numbered], feed: str) -> None:
        """A batch in one transaction. If the database refuses it, its halves are tried: a bad ad costs only itself."""
        try:
            counts = upsert_ready_ads(self.acting, [taken.ad for _line, taken in batch], feed=feed, now=self.clock())
        except (DataError, IntegrityError) as error:
            if len(batch) == 1:
                line, taken = batch[0]
                self._reject(source, line, Rejected("", _sentence(error)), identifier=taken.ad.external_id)
                return
            middle = len(batch) // 2
            self._write(source, batch[:middle], feed)
            self._write(source, batch[middle:], feed)
            return
        self.tally.counts += counts
        for _line, taken in batch:
            self.tally.note(taken.traits)

    def _reject(self, source: Source, line: int, rejected: Rejected, *, identifier: str) -> None:
        self.tally.rejected += 1
        self.on_reject(Reject(source.path.name, line, rejected.field, rejected.reason, identifier))


def _sentence(error: DataError | IntegrityError) -> str:
    """The constraint that broke: their names are sentences. The error's own text would quote the whole ad."""
    cause = error.__cause__
    broken = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else ""
    if broken:
        return f"The database refuses this ad, because this does not hold: {broken.replace('_', ' ')}."
    return f"The database refuses a value of this ad: {str(error).partition(chr(10))[0]}."
