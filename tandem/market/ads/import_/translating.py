"""From what a file says to ads that are ready to be written."""

from collections.abc import Generator
from types import ModuleType
from typing import Any, NamedTuple

from tandem.market.ads.import_ import jobroom, oste, schema_org
from tandem.market.ads.import_.checks import check
from tandem.market.ads.import_.oste_reader import FORMAT
from tandem.market.ads.import_.readers import Piece, Source, parsed
from tandem.market.ads.import_.rejected import Rejected
from tandem.market.ads.import_.side_by_side import side_by_side
from tandem.market.ads.import_.tally import Traits, traits_of
from tandem.market.ads.ready import ReadyAd, ready
from tandem.market.ads.types import AdRecord

# Bytes of a file from which on processes pay for their start.
LARGE = 2_000_000


class Taken(NamedTuple):
    ad: ReadyAd
    traits: Traits


# (line, the ad or why there is none, the sender's identifier as far as known)
Outcome = tuple[int, Taken | Rejected, str]


def outcomes(source: Source, *, feed: str) -> Generator[Outcome, None, None]:
    """What becomes of each record, in the order of the file. Raises `Unreadable` after what comes before the break."""
    if source.size >= LARGE:
        yield from side_by_side(_outcomes, source.pieces(), feed)
        return
    for piece in source.pieces():
        yield from _outcomes([piece], feed)


def translated(raw: dict[str, Any]) -> AdRecord:
    """The ad that a record of any known format describes. Raises `Rejected`."""
    return _format_of(raw).ad_of(raw)


def _format_of(raw: dict[str, Any]) -> ModuleType:
    if FORMAT in raw:
        return oste
    if jobroom.is_ad(raw):
        return jobroom
    if schema_org.is_posting(raw):
        return schema_org
    raise Rejected("", "This is neither a schema.org JobPosting nor a Job-Room ad.")


def _outcomes(pieces: list[tuple[int, Piece]], feed: str) -> list[Outcome]:
    return [_outcome(number, raw, feed) for line, piece in pieces for number, raw in parsed(line, piece)]


def _outcome(line: int, raw: dict[str, Any] | Rejected, feed: str) -> Outcome:
    try:
        if isinstance(raw, Rejected):
            raise raw
        record = check(translated(raw))
    except Rejected as rejected:
        return line, rejected, _identifier(raw)
    return line, Taken(ready(record, feed=feed), traits_of(record)), record.external_id


def _identifier(raw: dict[str, Any] | Rejected) -> str:
    """What the sender knows it by, as far as it can be read."""
    if isinstance(raw, Rejected):
        return ""
    try:
        return str(_format_of(raw).identifier_of(raw))
    except Rejected:
        return ""
