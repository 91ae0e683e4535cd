"""One run over one file: read, translate, write in batches, set aside what cannot be taken."""

import contextlib
import dataclasses
import datetime
import hashlib
from collections import Counter
from collections.abc import Callable

import psycopg
from django.db import DataError, IntegrityError

from tandem.identity.access.types import Acting
from tandem.market.ads.import_ import resolving
from tandem.market.ads.import_.readers import Source
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.translating import outcomes
from tandem.market.ads.services import upsert_ads
from tandem.market.ads.types import AdRecord, UpsertCounts

BATCH = 2000


@dataclasses.dataclass(frozen=True, slots=True)
class Reject:
    """One record that was not taken: where it stands, which field is wrong, why."""

    file: str
    line: int
    field: str
    reason: str
    identifier: str


@dataclasses.dataclass(slots=True)
class Tally:
    """What a run has seen of the records it took.

    A place counts when the ad names one: "all of Switzerland" is none. In Switzerland it is resolved when its canton
    is known at least, abroad when its country is.
    """

    counts: UpsertCounts = dataclasses.field(default_factory=UpsertCounts)
    rejected: int = 0
    repeated: int = 0
    languages: Counter[str] = dataclasses.field(default_factory=Counter)
    places: int = 0
    places_resolved: int = 0
    swiss: int = 0
    swiss_resolved: int = 0
    occupations: int = 0

    @property
    def taken(self) -> int:
        return self.counts.new + self.counts.changed + self.counts.unchanged

    def note(self, record: AdRecord) -> None:
        named = bool(record.city or record.canton or record.postal_code)
        swiss = record.country == "CH" and named
        resolved = bool(record.canton) if swiss else named and bool(record.country)
        self.languages.update(text.language for text in record.texts)
        self.places += named
        self.places_resolved += resolved
        self.swiss += swiss
        self.swiss_resolved += swiss and resolved
        self.occupations += any(one.concept_id or one.isco_code for one in record.occupations)


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
        resolving.forget()

    def take(self, source: Source, *, feed: str) -> None:
        """All records of a file. Raises `Unreadable`; what came before the break is written."""
        seen: dict[bytes, int] = {}
        batch: list[tuple[int, AdRecord]] = []
        try:
            with contextlib.closing(outcomes(source)) as found:
                for line, outcome, identifier in found:
                    record = self._new(outcome, line, seen)
                    if isinstance(record, Rejected):
                        self._reject(source, line, record, identifier=identifier)
                    else:
                        batch.append((line, record))
                    if len(batch) == BATCH:
                        self._write(source, batch, feed)
                        batch = []
                        self.on_progress(source, self.tally)
        finally:
            if batch:
                self._write(source, batch, feed)
            self.on_progress(source, self.tally)

    def _new(self, outcome: AdRecord | Rejected, line: int, seen: dict[bytes, int]) -> AdRecord | Rejected:
        """The same, unless the file had an ad with this identifier before."""
        if isinstance(outcome, Rejected):
            return outcome
        mark = hashlib.blake2b(outcome.external_id.encode(), digest_size=8).digest()
        if mark in seen:
            return Rejected("identifier", f"Line {seen[mark]} of this file has an ad with the same identifier.")
        seen[mark] = line
        return outcome

    def _write(self, source: Source, batch: list[tuple[int, AdRecord]], feed: str) -> None:
        """A batch in one transaction. If the database refuses it, its halves are tried: a bad ad costs only itself."""
        try:
            counts = upsert_ads(self.acting, [record for _line, record in batch], feed=feed, now=self.clock())
        except (DataError, IntegrityError) as error:
            if len(batch) == 1:
                line, record = batch[0]
                self._reject(source, line, Rejected("", _sentence(error)), identifier=record.external_id)
                return
            middle = len(batch) // 2
            self._write(source, batch[:middle], feed)
            self._write(source, batch[middle:], feed)
            return
        self.tally.counts += counts
        for _line, record in batch:
            self.tally.note(record)

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
