"""Distances on the sphere: exact enough for "within 20 km", by a few metres in a thousand."""

import functools
import math

from tandem.reference.localities.catalogue import catalogue
from tandem.reference.localities.types import NearPlace, Place

EARTH_RADIUS = 6_371.0  # kilometres
KILOMETRES_PER_DEGREE = math.pi * EARTH_RADIUS / 180


def between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points in degrees, as the crow flies (haversine)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_chord = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half_chord))


def nearest(latitude: float, longitude: float) -> Place:
    """The place whose centre is closest to the point."""
    return min(
        catalogue().places.values(),
        key=lambda place: (between(latitude, longitude, place.latitude, place.longitude), place.id),
    )


@functools.lru_cache(maxsize=512)
def within(latitude: float, longitude: float, kilometres: float) -> tuple[NearPlace, ...]:
    """Every place at most so far away, nearest first."""
    margin = kilometres / KILOMETRES_PER_DEGREE + 0.01
    found = []
    for place in catalogue().places.values():
        # A cheap look before the exact one: a degree of latitude is the same everywhere.
        if abs(place.latitude - latitude) <= margin:
            distance = between(latitude, longitude, place.latitude, place.longitude)
            if distance <= kilometres:
                found.append(NearPlace(place, distance))
    return tuple(sorted(found, key=lambda near: (near.kilometres, near.place.id)))
