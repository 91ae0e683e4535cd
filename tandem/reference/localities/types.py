"""What questions about places answer with."""

from dataclasses import dataclass

from tandem.reference.localities.enums import PlaceKind


@dataclass(frozen=True, slots=True)
class Place:
    """A locality with one of its postal codes, in the commune where most of its addresses lie.

    `latitude` and `longitude` are degrees (WGS84); `language` is the locality's own: "de", "fr", "it" or "rm".
    `id` is the postal code with its two additional digits ("170000"): the Post's own number, stable over releases.
    """

    id: str
    postal_code: str
    locality: str
    commune: str
    commune_number: int
    canton: str
    latitude: float
    longitude: float
    language: str


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """One line of typing help: `value` goes into a query ("1700 Fribourg", "Fribourg", "FR"), `label` is read.

    `place_id` is empty for a canton.
    """

    kind: PlaceKind
    value: str
    label: str
    canton: str
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class NearPlace:
    """A place and its distance in kilometres, as the crow flies."""

    place: Place
    kilometres: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """A span `text[start:end]` of a query that names a place or, with `place` None, the canton `canton`."""

    start: int
    end: int
    text: str
    place: Place | None
    canton: str
