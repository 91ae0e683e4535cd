"""Where an effort may come from. The roof fills it: `add_prefill("ad", …)` makes "I applied" of an ad."""

from collections.abc import Callable

from tandem.eservices.efforts.types import EffortPrefill
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting

# (acting, id at the source, reader's language) -> what is known there; raises Hidden for what she may not see.
Prefill = Callable[[Acting, str, str], EffortPrefill]

_prefills: dict[str, Prefill] = {}


def add_prefill(source: str, prefill: Prefill) -> None:
    """Let `prefill` answer for the source of this name."""
    _prefills[source] = prefill


def prefill_from(acting: Acting, *, source: str, source_id: str, language: str) -> EffortPrefill:
    """What `source` knows about `source_id`. Raises Hidden for an unknown source or thing."""
    if source not in _prefills:
        raise Hidden
    return _prefills[source](acting, source_id, language)
