"""Questions about places: typing help, messy addresses, distances, places in a search query."""

from tandem.reference.localities.types import NearPlace, Place, PlaceSuggestion, Recognised


def suggest(text: str, *, language: str, limit: int = 10) -> list[PlaceSuggestion]:
    """Localities and cantons whose name or postal code begins as `text`, the bigger first."""
    raise NotImplementedError


def place(place_id: str) -> Place | None:
    """The place with that id, or None."""
    raise NotImplementedError


def resolve(text: str, *, postal_code: str = "", country: str = "CH", canton: str = "") -> Place | None:
    """The Swiss place that a messy address means, or None: never a guess across the border."""
    raise NotImplementedError


def resolve_canton(text: str) -> str | None:
    """The canton that a text names without naming a locality ("Kanton Zürich", "Canton Ticino", "TI"), or None."""
    raise NotImplementedError


def nearest(latitude: float, longitude: float) -> Place:
    """The place whose centre is closest to the point (degrees, WGS84)."""
    raise NotImplementedError


def within(centre: Place | tuple[float, float], kilometres: float) -> list[NearPlace]:
    """Every place whose centre lies at most so far from the place or the (latitude, longitude), nearest first."""
    raise NotImplementedError


def recognise(text: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name a place, a postal code or a canton, from left to right."""
    raise NotImplementedError


def canton_name(code: str, *, language: str) -> str:
    """The canton's name in a language of the platform."""
    raise NotImplementedError
