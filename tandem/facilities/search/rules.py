"""Geometry of the earth, as far as a search needs it."""

import math

from tandem.facilities.search.types import Point

_EARTH_KM = 6371.0088


def distance_km(here: Point, there: Point) -> float:
    """Along the great circle."""
    north, east = math.radians(there.latitude - here.latitude), math.radians(there.longitude - here.longitude)
    chord = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(here.latitude)) * math.cos(math.radians(there.latitude)) * math.sin(east / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
