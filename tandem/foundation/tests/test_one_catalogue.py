import pytest
from django.utils import translation
from django.utils.translation import ngettext, trans_real

from tandem.foundation.languages import Language

pytestmark = pytest.mark.without_database


class TestCatalogue:
    @pytest.mark.parametrize("code", Language)
    def test_of_a_language_is_one_for_neighbours_that_build_plurals_alike(self, code):
        catalogue = trans_real.translation(code)._catalog

        assert len(catalogue._catalogs) <= 10  # where each app had one of its own, there were some fifty

    def test_has_the_plurals_of_the_house_and_those_of_django(self):
        with translation.override("fr"):
            assert ngettext("%(number)d page", "%(number)d pages", 0) == "%(number)d page"
            assert ngettext("%(num)d year", "%(num)d years", 2) % {"num": 2} == "2 ans"
