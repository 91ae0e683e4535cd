"""Nobody is left out: each procedure there is has its journey."""

import pytest

from tandem.eservices.procedures import registry
from tandem.foundation.languages import Language
from tests.journeys import plays

pytestmark = pytest.mark.without_database
MODULES = ("claim", "dossier", "efforts_list", "monthly", "registration")


@pytest.fixture(scope="module", autouse=True)
def _all_known():
    for name in MODULES:
        __import__(f"tests.journeys.test_{name}")


def test_every_procedure_is_played_with_javascript_and_without():
    assert {key: {javascript for _language, javascript in by} for key, by in plays.lean.items()} == {
        procedure.key: {plays.ON, plays.OFF} for procedure in registry.everything()
    }


def test_every_language_is_spoken_in_the_lean_spread_too():
    assert {language for by in plays.lean.values() for language, _javascript in by} == set(Language.values)


def test_the_whole_is_each_language_both_ways():
    assert len(set(plays.EACH)) == 2 * len(Language)
