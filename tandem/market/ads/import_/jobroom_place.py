"""The place of an ad in Job-Room's JSON: given codes are kept, missing ones are looked up."""

import dataclasses
from typing import Any

from tandem.market.ads.import_ import countries, values
from tandem.market.ads.import_.resolving import whereabouts


def columns_of_place(raw: dict[str, Any]) -> dict[str, Any]:
    """The columns of the ad's place."""
    city = values.line(raw.get("city"), "location.city", limit=100)
    postal_code = values.line(raw.get("postalCode"), "location.postalCode", limit=10)
    country = countries.code_of(values.line(raw.get("countryIsoCode"), "location.countryIsoCode", limit=100))
    canton = values.line(raw.get("cantonCode"), "location.cantonCode", limit=2)
    found = dataclasses.asdict(whereabouts(city, postal_code, country, canton))
    given = {
        "city": city,
        "postal_code": postal_code,
        "commune_code": values.line(raw.get("communalCode"), "location.communalCode", limit=5),
        "canton": canton,
        "country": country,
        "place_remarks": values.line(raw.get("remarks"), "location.remarks", limit=255),
    }
    if found["latitude"] is None and (point := _point(raw.get("coordinates"))):
        found["latitude"], found["longitude"] = point
    region = values.line(raw.get("regionCode"), "location.regionCode", limit=5)
    return {**found, **{name: value for name, value in given.items() if value}, "region_code": region}


def _point(coordinates: Any) -> tuple[float, float] | None:
    """Both spellings: the API says longitude and latitude, the search says lon and lat."""
    if not isinstance(coordinates, dict):
        return None
    return values.point(
        coordinates.get("latitude", coordinates.get("lat")), coordinates.get("longitude", coordinates.get("lon"))
    )
