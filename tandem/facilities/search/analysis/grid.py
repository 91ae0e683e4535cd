"""A point as a few keywords, and a circle as a set of them: the engine has no geometry, and needs none.

The country lies on a grid of squares, each cut in four by the next level. A document carries its square of every
level; a circle is the large squares that it covers whole and smaller and smaller ones along its edge.
"""

import functools
import math
from typing import NamedTuple

from tandem.facilities.search.types import Point

_COARSEST, _FINEST = 4, 12
_DEGREES_AT_LEVEL_0 = 8.0
_KM_PER_DEGREE = 111.32
_FINEST_KM = 0.25


class _Circle(NamedTuple):
    """`finest` is the level whose squares are small enough to stand for the edge."""

    latitude: float
    longitude: float
    km: float
    km_per_degree_east: float
    finest: int


@functools.lru_cache(maxsize=20_000)
def cells_of(point: Point) -> tuple[str, ...]:
    """The square of each level in which the point lies."""
    return tuple(
        _name(level, *_square(point.latitude, point.longitude, level)) for level in range(_COARSEST, _FINEST + 1)
    )


@functools.lru_cache(maxsize=512)
def cover(point: Point, km: float) -> tuple[str, ...]:
    """The squares that make up the circle; its edge is true to the larger of 250 m and 1 % of `km`."""
    reach = km / _KM_PER_DEGREE
    sideways = reach / max(math.cos(math.radians(point.latitude)), 0.01)
    south, west = _square(point.latitude - reach, point.longitude - sideways, _COARSEST)
    north, east = _square(point.latitude + reach, point.longitude + sideways, _COARSEST)
    circle = _Circle(
        point.latitude,
        point.longitude,
        km,
        km_per_degree_east=_KM_PER_DEGREE * math.cos(math.radians(point.latitude)),
        finest=next(level for level in range(_COARSEST, _FINEST + 1) if level == _FINEST or _is_fine(level, km)),
    )
    names: list[str] = []
    for row in range(south, north + 1):
        for column in range(west, east + 1):
            _fill(circle, names, _COARSEST, row, column)
    return tuple(names)


def _is_fine(level: int, km: float) -> bool:
    return _size(level) * _KM_PER_DEGREE <= max(_FINEST_KM, km / 100)


def _size(level: int) -> float:
    return _DEGREES_AT_LEVEL_0 / 2**level


def _square(latitude: float, longitude: float, level: int) -> tuple[int, int]:
    size = _size(level)
    return math.floor(latitude / size), math.floor(longitude / size)


def _name(level: int, row: int, column: int) -> str:
    return f"{level}/{row}/{column}"


def _fill(circle: _Circle, names: list[str], level: int, row: int, column: int) -> None:
    size = _size(level)
    south, west = row * size - circle.latitude, column * size - circle.longitude
    south_km, north_km = south * _KM_PER_DEGREE, (south + size) * _KM_PER_DEGREE
    west_km, east_km = west * circle.km_per_degree_east, (west + size) * circle.km_per_degree_east
    if math.hypot(max(south_km, -north_km, 0.0), max(west_km, -east_km, 0.0)) > circle.km:
        return
    if math.hypot(max(-south_km, north_km), max(-west_km, east_km)) <= circle.km:
        names.append(_name(level, row, column))
    elif level >= circle.finest:
        if math.hypot((south_km + north_km) / 2, (west_km + east_km) / 2) <= circle.km:
            names.append(_name(level, row, column))
    else:
        for half_row in (2 * row, 2 * row + 1):
            _fill(circle, names, level + 1, half_row, 2 * column)
            _fill(circle, names, level + 1, half_row, 2 * column + 1)
