"""Where invented ads are: real localities, as often as people work in their canton."""

import collections

from tandem.market.ads.generator.dice import Weighted
from tandem.reference.localities import selectors
from tandem.reference.localities.types import Place

# Persons who work in each canton, in thousands: orders of size after the structural business statistics of the Federal
# Statistical Office. Weights for a demo, no statistic.
EMPLOYED = {
    "ZH": 1090, "BE": 680, "VD": 475, "AG": 370, "GE": 405, "SG": 325, "LU": 265, "TI": 250, "BS": 205, "BL": 165,
    "VS": 195, "FR": 165, "TG": 150, "SO": 145, "GR": 140, "ZG": 125, "NE": 110, "SZ": 90, "SH": 50, "JU": 45,
    "AR": 28, "NW": 27, "OW": 24, "GL": 23, "UR": 20, "AI": 9,
}  # fmt: skip
MIDDLE_OF_THE_COUNTRY = (46.80, 8.23)
WHOLE_COUNTRY_KM = 400.0


class NoPlaces(LookupError):
    """The tables of localities are empty: load the reference data first."""


def places() -> Weighted[Place]:
    """Every locality of the country, weighted. Raises NoPlaces before they are loaded."""
    found = [near.place for near in selectors.within(MIDDLE_OF_THE_COUNTRY, WHOLE_COUNTRY_KM)]
    # Names that end in a number are post office boxes and delivery centres, where nobody works.
    found = sorted(
        (place for place in found if place.canton in EMPLOYED and not place.locality[-1].isdigit()),
        key=lambda place: place.id,
    )
    if not found:
        raise NoPlaces
    codes = collections.Counter((place.commune_number, place.locality) for place in found)
    weights = [_weight(place, codes[place.commune_number, place.locality]) for place in found]
    by_canton: dict[str, float] = collections.defaultdict(float)
    for place, weight in zip(found, weights, strict=True):
        by_canton[place.canton] += weight
    return Weighted(
        found,
        [
            EMPLOYED[place.canton] * weight / by_canton[place.canton]
            for place, weight in zip(found, weights, strict=True)
        ],
    )


def _weight(place: Place, postal_codes: int) -> float:
    """A main village counts more than a hamlet; a town has many postal codes, and each counts more than a village."""
    is_main = place.locality.startswith(place.commune.partition(" (")[0])
    return (10 if is_main else 1) * postal_codes**0.7
