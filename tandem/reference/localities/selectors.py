"""Questions about places: typing help, messy addresses, distances, places in a search query."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.foundation.folding import fold
from tandem.foundation.snapshots import Snapshot
from tandem.reference.localities import addresses, queries, states
from tandem.reference.localities.enums import PlaceKind
from tandem.reference.localities.index import PlaceIndex
from tandem.reference.localities.models import Canton, Commune, Locality, Release
from tandem.reference.localities.types import NearPlace, Place, PlaceSuggestion, Recognised


def suggest(text: str, *, language: str, limit: int = 10) -> list[PlaceSuggestion]:
    """Localities and cantons whose name or postal code begins as `text`, the bigger first; nothing for nothing."""
    wanted = fold(text)
    if not wanted:
        return []
    index = _index.get()
    number, _blank, rest = wanted.partition(" ")
    if number.isdigit():
        return _by_postal_code(index, number, rest)[:limit]
    towns: dict[str, PlaceSuggestion] = {}  # of many postal codes, and still one line
    for found in index.starting(text):
        label = f"{found.locality} ({found.canton})"
        towns.setdefault(label, PlaceSuggestion(PlaceKind.LOCALITY, found.locality, label, found.canton, found.id))
    lines = list(towns.values())
    # "Genève" is the town before the canton; "Vaud" is the canton before Vauderens.
    first = sum(1 for line in lines[:1] if index.is_town(index.places[line.place_id]))
    return [*lines[:first], *_cantons(index, wanted, language), *lines[first:]][:limit]


def place(place_id: str) -> Place | None:
    """The place with that id, or None."""
    return _index.get().places.get(place_id)


def resolve(text: str, *, postal_code: str = "", country: str = "CH", canton: str = "") -> Place | None:
    """The Swiss place that a messy address means, or None: never a guess across the border.

    `country` is a code or a name; empty means unknown, and then only what says "Switzerland" in some way, or a postal
    code beside its own place, counts. A text that names a canton only is None: ask `resolve_canton`.
    """
    return addresses.resolve(_index.get(), text, postal_code=postal_code, country=country, canton=canton)


def resolve_canton(text: str, *, country: str = "CH") -> str | None:
    """The canton that a text names without naming a town ("Kanton Zürich", "Canton Ticino", "TI"), or None."""
    if not addresses.is_swiss(text, country):
        return None
    return addresses.names_only_a_canton(_index.get(), text) or None


def at_postal_code(postal_code: str) -> list[Place]:
    """Every place with that postal code, the bigger first; they may lie in several communes, even cantons."""
    index = _index.get()
    return sorted(index.by_postal_code.get(postal_code, ()), key=index.weight)


def postal_codes_of(locality: str) -> list[str]:
    """The postal codes of the localities that bear exactly this name, whatever its accents, in order."""
    index = _index.get()
    return sorted({place.postal_code for place in index.starting(locality) if fold(place.locality) == fold(locality)})


def is_loaded() -> bool:
    """Whether there is a list at all."""
    return bool(_index.get().places)


def commune_numbers() -> frozenset[int]:
    """The numbers of all communes (Federal Statistical Office)."""
    return frozenset(place.commune_number for place in _index.get().places.values())


def nearest(latitude: float, longitude: float) -> Place:
    """The place whose centre is closest to the point (degrees, WGS84). ValueError for no point on earth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"latitude, longitude: ({latitude}, {longitude}) is no point on earth.")
    return _index.get().nearest(latitude, longitude)


def within(centre: Place | tuple[float, float], kilometres: float) -> list[NearPlace]:
    """Every place whose centre lies at most so far from the place or the (latitude, longitude), nearest first."""
    latitude, longitude = (centre.latitude, centre.longitude) if isinstance(centre, Place) else centre
    return [NearPlace(place, far) for far, place in _index.get().within(latitude, longitude, kilometres)]


def recognise(text: str, *, language: str) -> list[Recognised]:
    """The spans of a search query that name a place, a postal code or a canton, from left to right.

    Names that are ordinary words too (Egg, Rue, Sales) count only where the query means a place by them.
    """
    return queries.recognise(_index.get(), text, language=language)


def canton_name(code: str, *, language: str) -> str:
    """The canton's name in a language of the platform; its code while no list is loaded."""
    return _index.get().cantons.get(code, {}).get(language, str(code))


def cantons(*, language: str) -> list[tuple[str, str]]:
    """(code, name) of each canton, by name: the choices of a form."""
    return sorted(((code, names[language]) for code, names in _index.get().cantons.items()), key=lambda c: fold(c[1]))


def countries(*, language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, Switzerland and its neighbours first: the choices of a form."""
    return states.countries(language)


def country_name(code: str, *, language: str) -> str:
    """The country's name in a language of the platform; its code where it is unknown."""
    return states.names().get(code, {}).get(language, code)


def _by_postal_code(index: PlaceIndex, number: str, rest: str) -> list[PlaceSuggestion]:
    found = [
        place
        for code in sorted(index.by_postal_code)
        if code.startswith(number)
        for place in sorted(index.by_postal_code[code], key=lambda place: place.id)
        if fold(place.locality).startswith(rest)
    ]
    found.sort(key=lambda place: (index.weight(place)[0], place.id))
    return [
        PlaceSuggestion(
            PlaceKind.LOCALITY,
            f"{place.postal_code} {place.locality}",
            f"{place.postal_code} {place.locality} ({place.canton})",
            place.canton,
            place.id,
        )
        for place in found
    ]


def _cantons(index: PlaceIndex, wanted: str, language: str) -> list[PlaceSuggestion]:
    codes = [code for name, code in sorted(index.canton_names.items()) if name.startswith(wanted)]
    if wanted.upper() in index.cantons:
        codes.insert(0, wanted.upper())
    with override(language):
        return [
            PlaceSuggestion(
                PlaceKind.CANTON, code, _("%(name)s (canton)") % {"name": index.cantons[code][language]}, code
            )
            for code in dict.fromkeys(codes)
        ]


def _version() -> str:
    return Release.objects.values_list("content_hash", flat=True).first() or ""


def _build() -> PlaceIndex:
    communes = list(Commune.objects.order_by("number"))
    return PlaceIndex(
        (
            Place(
                row.id,
                row.id[:4],
                row.name,
                row.commune.name,
                row.commune_id,
                row.commune.canton_id,
                row.latitude,
                row.longitude,
                row.language,
            )
            for row in Locality.objects.select_related("commune").order_by("id")
        ),
        towns={commune.number: commune.rank for commune in communes},
        main_places={commune.number: commune.main_place_id for commune in communes},
        other_names={commune.number: commune.other_names for commune in communes},
        cantons={canton.code: canton.names for canton in Canton.objects.order_by("number")},
    )


_index = Snapshot(_version, _build)
doubt = _index.doubt
