"""A country of a few places, for tests of what is generated."""

import pytest

from tandem.reference.localities.types import NearPlace, Place

BERN = Place("300400", "3004", "Bern", "Bern", 351, "BE", 46.96, 7.45, "de")
SION = Place("195000", "1950", "Sion", "Sion", 6266, "VS", 46.23, 7.36, "fr")
LUGANO = Place("690000", "6900", "Lugano", "Lugano", 5192, "TI", 46.0, 8.95, "it")
SAMEDAN = Place("750300", "7503", "Samedan", "Samedan", 3786, "GR", 46.53, 9.87, "rm")
MURAZ = Place("189300", "1893", "Muraz (Collombey)", "Collombey-Muraz", 6152, "VS", 46.28, 6.93, "fr")
DELIVERY_CENTRE = Place("100025", "1000", "Lausanne 25", "Lausanne", 5586, "VD", 46.56, 6.68, "fr")


@pytest.fixture
def country(monkeypatch):
    near = [NearPlace(place, 0.0) for place in (SION, BERN, LUGANO, SAMEDAN, MURAZ, DELIVERY_CENTRE)]
    monkeypatch.setattr("tandem.reference.localities.selectors.within", lambda *_anywhere: near)
