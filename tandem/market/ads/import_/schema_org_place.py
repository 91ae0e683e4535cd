"""Where a JobPosting says the work is."""

import operator
from typing import Any

from tandem.market.ads.import_ import countries, values
from tandem.market.ads.import_.resolving import Whereabouts, nearest, whereabouts
from tandem.market.ads.import_.schema_org_job import Properties

_columns = operator.attrgetter(*Whereabouts.__slots__)


def columns(location: Any, properties: Properties) -> dict[str, Any]:
    """The columns of the ad's place: of several places the first that is in Switzerland, else the first."""
    places = [_one(place, properties) for place in (location if isinstance(location, list) else [location])]
    swiss = [place for place in places if place.country == "CH"]
    chosen = (swiss or places or [Whereabouts()])[0]
    return dict(zip(Whereabouts.__slots__, _columns(chosen), strict=True))


def country_of(value: Any) -> str:
    """The code of a country that is given as code, name or object."""
    name = value.get("name") if isinstance(value, dict) else value
    return countries.code_of(values.line(name, "addressCountry", limit=100))


def _one(place: Any, properties: Properties) -> Whereabouts:
    place = place if isinstance(place, dict) else {"address": place}
    address = place.get("address")
    address = address if isinstance(address, dict) else {"addressLocality": address}
    text = values.plain(values.line(address.get("addressLocality"), "addressLocality", limit=500))
    region = values.line(address.get("addressRegion"), "addressRegion", limit=100)
    postal_code = values.line(address.get("postalCode"), "postalCode", limit=30) or properties.postal_code
    country = country_of(address.get("addressCountry")) or countries.code_at_the_end(text)
    canton = region if len(region) == 2 and region.isupper() else properties.canton
    found = whereabouts(text or region, postal_code, country, canton if country in {"", "CH"} else "")
    point = _point(place.get("geo")) or properties.point
    if point is None or found.latitude is not None:
        return found
    if found.country == "CH" and not found.canton:
        return nearest(*point)
    return Whereabouts(
        city=found.city,
        postal_code=found.postal_code,
        canton=found.canton,
        country=found.country,
        latitude=point[0],
        longitude=point[1],
        place_remarks=found.place_remarks,
    )


def _point(geo: Any) -> tuple[float, float] | None:
    if not isinstance(geo, dict):
        return None
    return values.point(geo.get("latitude"), geo.get("longitude"))
