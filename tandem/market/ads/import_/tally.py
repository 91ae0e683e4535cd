"""What a run has seen, for the summary at its end."""

import dataclasses
from collections import Counter
from typing import NamedTuple

from tandem.market.ads.types import AdRecord, UpsertCounts


class Traits(NamedTuple):
    """What is counted of an ad.

    A place counts when the ad names one: "all of Switzerland" is none. In Switzerland it is resolved when its canton
    is known at least, abroad when its country is.
    """

    languages: tuple[str, ...]
    place: bool
    place_resolved: bool
    swiss: bool
    occupation: bool


def traits_of(record: AdRecord) -> Traits:
    named = bool(record.city or record.canton or record.postal_code)
    swiss = record.country == "CH" and named
    return Traits(
        languages=tuple([text.language for text in record.texts]),
        place=named,
        place_resolved=bool(record.canton) if swiss else named and bool(record.country),
        swiss=swiss,
        occupation=any(one.concept_id or one.isco_code for one in record.occupations),
    )


@dataclasses.dataclass(slots=True)
class Tally:
    """Numbers of ads."""

    counts: UpsertCounts = dataclasses.field(default_factory=UpsertCounts)
    rejected: int = 0
    closed: int = 0
    languages: Counter[str] = dataclasses.field(default_factory=Counter)
    places: int = 0
    places_resolved: int = 0
    swiss: int = 0
    swiss_resolved: int = 0
    occupations: int = 0

    @property
    def taken(self) -> int:
        return self.counts.new + self.counts.changed + self.counts.unchanged

    def note(self, traits: Traits) -> None:
        self.languages.update(traits.languages)
        self.places += traits.place
        self.places_resolved += traits.place_resolved
        self.swiss += traits.swiss
        self.swiss_resolved += traits.swiss and traits.place_resolved
        self.occupations += traits.occupation
