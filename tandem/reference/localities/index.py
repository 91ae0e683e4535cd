"""All places in memory, by name, by postal code and by position: 4,000 of them, a few megabytes."""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tandem.foundation.folding import fold
from tandem.reference.localities.naming import name_key, spellings
from tandem.reference.localities.types import Place

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.195
UNRANKED = 999


class PlaceIndex:
    """Questions about a fixed set of places.

    `towns` ranks communes by number, the smaller the bigger; `main_places` says where a commune's name points;
    `other_names` are its names in other languages; `cantons` gives each canton's names by language.
    """

    def __init__(
        self,
        places: Iterable[Place],
        *,
        towns: dict[int, int],
        main_places: dict[int, str],
        other_names: dict[int, list[str]],
        cantons: dict[str, dict[str, str]],
    ) -> None:
        self.places = {place.id: place for place in places}
        self.cantons = cantons
        self._mains = set(main_places.values())
        self._ranks = {
            (number, self.places[place_id].locality): towns[number] for number, place_id in main_places.items()
        }
        self.by_postal_code: dict[str, list[Place]] = defaultdict(list)
        names: dict[str, dict[str, bool]] = defaultdict(dict)
        for place in self.places.values():
            self.by_postal_code[place.postal_code].append(place)
            for key, whole in spellings(place.locality):
                names[key][place.id] = whole or names[key].get(place.id, False)
        for number, place_id in main_places.items():
            for name in (self.places[place_id].commune, *other_names.get(number, ())):
                for key, _ in spellings(name):
                    names[key][place_id] = True
        self.by_name = {
            key: sorted((self.places[place_id] for place_id in found), key=lambda p: (not found[p.id], self.weight(p)))
            for key, found in names.items()
        }
        self.longest_name = max((key.count(" ") + 1 for key in self.by_name), default=0)
        self._starts = sorted(
            (" ".join(words[first:]), first, key)
            for key in self.by_name
            for words in [key.split()]
            for first in range(len(words))
        )
        self.canton_names = {
            fold(name): code
            for code, by_language in sorted(cantons.items())
            for name in (*by_language.values(), *self._without_accents(by_language.values()))
        }
        self._by_latitude = sorted(self.places.values(), key=lambda place: place.latitude)
        self._latitudes = [place.latitude for place in self._by_latitude]

    @staticmethod
    def _without_accents(names: Iterable[str]) -> Iterator[str]:
        for name in names:
            for key, _ in spellings(name):
                yield key

    def weight(self, place: Place) -> tuple[int, bool, str]:
        """Sorts what people mean first: bigger towns, the place a commune is named after, low postal codes."""
        rank = self._ranks.get((place.commune_number, place.locality), UNRANKED)
        return rank, place.id not in self._mains, place.id

    def is_town(self, place: Place) -> bool:
        """Whether it is one of the towns that people mean first."""
        return self.weight(place)[0] < UNRANKED

    def named(self, name: str) -> list[Place]:
        """Places of that name, the likeliest first."""
        return self.by_name.get(name_key(name), [])

    def starting(self, text: str) -> list[Place]:
        """Places one of whose names, or a later word of it, begins so: towns, exact names, first words, the rest."""
        wanted = name_key(text)
        first = bisect_left(self._starts, (wanted,))
        found: dict[str, tuple[bool, bool]] = {}
        for start, position, key in self._starts[first:]:
            if not start.startswith(wanted):
                break
            if start.upper() in self.cantons:
                continue  # the "ZH" of "Au ZH"
            for place in self.by_name[key]:
                fit = (position > 0, start != wanted)
                found[place.id] = min(fit, found.get(place.id, fit))

        def order(place: Place) -> tuple[object, ...]:
            later_word, longer = found[place.id]
            return later_word, not self.is_town(place), longer, self.weight(place)

        return sorted((self.places[place_id] for place_id in found), key=order)

    def nearest(self, latitude: float, longitude: float) -> Place:
        kilometres = 5.0
        while True:
            if near := self.within(latitude, longitude, kilometres):
                return near[0][1]
            kilometres *= 4

    def within(self, latitude: float, longitude: float, kilometres: float) -> list[tuple[float, Place]]:
        """(distance in km, place), nearest first."""
        reach = kilometres / KM_PER_DEGREE
        first = bisect_left(self._latitudes, latitude - reach)
        last = bisect_right(self._latitudes, latitude + reach)
        measured = (
            (distance_km(latitude, longitude, place.latitude, place.longitude), place)
            for place in self._by_latitude[first:last]
        )
        return sorted(((far, place) for far, place in measured if far <= kilometres), key=lambda p: (p[0], p[1].id))


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points in degrees."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_phi = (other_phi - phi) / 2
    half_lambda = math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
