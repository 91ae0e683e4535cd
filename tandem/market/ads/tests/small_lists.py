"""Three places and three occupations, so that a test of the import depends on no release of the country's lists."""

import pytest

from tandem.foundation.folding import fold
from tandem.market.ads.import_ import resolving
from tandem.reference.localities.types import Place
from tandem.reference.occupations.types import Detection, OccupationKey

BERN = Place("300400", "3004", "Bern", "Bern", 351, "BE", 46.96, 7.45, "de")
SION = Place("195000", "1950", "Sion", "Sion", 6266, "VS", 46.23, 7.36, "fr")
ZURICH = Place("800100", "8001", "Zürich", "Zürich", 261, "ZH", 47.37, 8.54, "de")
COOK = OccupationKey("cook", "5120", "51200")
NURSE = OccupationKey("nurse", "2221", "22210")
_TITLES = {"koch": COOK, "cuisinier": COOK, "cook": COOK, "pflegefachfrau": NURSE}
_AVAM = {"52502": OccupationKey("builder", "9313"), "47210": OccupationKey("clerk", "4110")}


def _resolve(text, *, postal_code="", country="CH", canton=""):
    words = fold(text).split()
    for place in (BERN, SION, ZURICH):
        if country in {"", "CH"} and (fold(place.locality) in words or postal_code == place.postal_code):
            return place
    return None


def _detect(title, *, language=None):
    found = next((key for word, key in _TITLES.items() if word in fold(title).split()), None)
    return None if found is None else Detection(found, 1.0, title)


@pytest.fixture
def small_lists(monkeypatch):
    localities = "tandem.reference.localities.selectors"
    occupations = "tandem.reference.occupations.selectors"
    monkeypatch.setattr(f"{localities}.resolve", _resolve)
    monkeypatch.setattr(f"{localities}.resolve_canton", lambda text, **_country: {"valais": "VS"}.get(fold(text)))
    monkeypatch.setattr(f"{localities}.nearest", lambda *_point: SION)
    monkeypatch.setattr(f"{localities}.canton_name", lambda code, **_language: code)
    monkeypatch.setattr(f"{occupations}.detect", _detect)
    monkeypatch.setattr(f"{occupations}.by_avam", _AVAM.get)
    resolving.forget()
    yield
    resolving.forget()
