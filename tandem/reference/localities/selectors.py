"""Questions about places: typing help, messy addresses, distances, places in a search query."""

from tandem.reference.localities import distances, recognising, resolving, suggesting
from tandem.reference.localities.catalogue import catalogue
from tandem.reference.localities.types import NearPlace, Place, PlaceSuggestion, Recognised


def suggest(text: str, *, language: str, limit: int = 10) -> list[PlaceSuggestion]:
    """Localities and cantons whose name or postal code begins as `text`, the bigger first."""
    return suggesting.suggest(text, language=language, limit=limit)


def place(place_id: str) -> Place | None:
    """The place with that id, or None."""
    return catalogue().places.get(place_id)


def resolve(text: str, *, postal_code: str = "", country: str = "CH", canton: str = "") -> Place | None:
    """The Swiss place that a messy address means, or None: never a guess across the border."""
    return resolving.resolve(text, postal_code=postal_code, country=country, canton=canton)


def resolve_canton(text: str) -> str | None:
    """The canton that a text names without naming a locality ("Kanton Zürich", "Canton Ticino", "TI"), or None."""
    return resolving.resolve_canton(text)


def nearest(latitude: float, longitude: float) -> Place:
    """The place whose centre is closest to the point (degrees, WGS84)."""
    return distances.nearest(latitude, longitude)


def within(centre: Place | tuple[float, float], kilometres: float) -> list[NearPlace]:
    """Every place whose centre lies at most so far from the place or the (latitude, longitude), nearest first."""
    latitude, longitude = centre if isinstance(centre, tuple) else (centre.latitude, centre.longitude)
    return list(distances.within(latitude, longitude, kilometres))


def recognise(text: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name a place, a postal code or a canton, from left to right."""
    return recognising.recognise(text)


def canton_name(code: str, *, language: str) -> str:
    """The canton's name in a language of the platform. Raises KeyError for an unknown code."""
    return catalogue().cantons[code][language]
