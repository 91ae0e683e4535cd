"""A point as a few keywords, and a circle as a set of them: the engine has no geometry, and needs none.

The country lies on a grid of squares, each cut in four by the next level. A document carries its square of every
level; a circle is the large squares that it covers whole and smaller and smaller ones along its edge.
"""

import functools
import math
from collections.abc import Iterator

from tandem.facilities.search.types import Point

_COARSEST, _FINEST = 4, 12
_DEGREES_AT_LEVEL_0 = 8.0
_KM_PER_DEGREE = 111.32
_FINEST_KM = 0.25


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
    return tuple(
        name
        for row in range(south, north + 1)
        for column in range(west, east + 1)
        for name in _fill(point, km, _COARSEST, row, column)
    )


def _size(level: int) -> float:
    return _DEGREES_AT_LEVEL_0 / 2**level


def _square(latitude: float, longitude: float, level: int) -> tuple[int, int]:
    size = _size(level)
    return math.floor(latitude / size), math.floor(longitude / size)


def _name(level: int, row: int, column: int) -> str:
    return f"{level}/{row}/{column}"


def _fill(point: Point, km: float, level: int, row: int, column: int) -> Iterator[str]:
    size = _size(level)
    per_degree_east = _KM_PER_DEGREE * math.cos(math.radians(point.latitude))
    south, north = ((row + side) * size - point.latitude for side in (0, 1))
    west, east = ((column + side) * size - point.longitude for side in (0, 1))
    nearest = math.hypot(
        max(south, -north, 0.0) * _KM_PER_DEGREE,
        max(west, -east, 0.0) * per_degree_east,
    )
    farthest = math.hypot(max(abs(south), abs(north)) * _KM_PER_DEGREE, max(abs(west), abs(east)) * per_degree_east)
    if nearest > km:
        return
    if farthest <= km:
        yield _name(level, row, column)
    elif level == _FINEST or size * _KM_PER_DEGREE <= max(_FINEST_KM, km / 100):
        centre = math.hypot((south + north) / 2 * _KM_PER_DEGREE, (west + east) / 2 * per_degree_east)
        if centre <= km:
            yield _name(level, row, column)
    else:
        for half_row in (0, 1):
            for half_column in (0, 1):
                yield from _fill(point, km, level + 1, 2 * row + half_row, 2 * column + half_column)
