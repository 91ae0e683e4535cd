"""An address that may be kept for years: typed, versioned, and never silently wrong."""

import pytest
from django.http import QueryDict

from tandem.facilities.search.types import Sort
from tandem.market.ads.search.criteria import Criteria
from tandem.market.ads.search.form import SearchForm
from tandem.market.ads.tests.search_country import BERN, country

__all__ = ["country"]

pytestmark = pytest.mark.usefixtures("country")


def form(query: str) -> SearchForm:
    return SearchForm(QueryDict(query))


class TestSearchForm:
    def test_of_an_empty_address_asks_for_all(self):
        assert form("").is_valid()
        empty = form("")
        empty.is_valid()
        assert empty.criteria() == Criteria()

    def test_reads_every_parameter(self):
        full = form(
            "v=1&q=Koch++Bern&place=3000+Bern&radius=50&canton=BE&canton=VS&workload_min=60&workload_max=80"
            "&permanent=no&remote=yes&language=de&language=fr&since=7&source=API&company=Muster&sort=date&page=3&literal=1"
        )

        assert full.is_valid(), full.errors
        assert full.criteria() == Criteria(
            words="Koch Bern",
            literal=True,
            place_text="3000 Bern",
            place=BERN,
            radius=50,
            cantons=("BE", "VS"),
            workload_min=60,
            workload_max=80,
            permanent=False,
            remote=True,
            languages=("de", "fr"),
            sources=("API",),
            since=7,
            company="Muster",
            sort=Sort.NEWEST,
            page=3,
        )

    def test_and_the_address_of_its_criteria_say_the_same(self):
        first = form("q=Koch&place=Bern&radius=50&canton=BE&permanent=yes&since=7&sort=date&page=2")
        first.is_valid()
        criteria = first.criteria()

        again = form(criteria.address(page=2).removeprefix("?"))

        assert again.is_valid(), again.errors
        assert again.criteria() == criteria

    def test_takes_a_place_by_its_id_and_a_canton_by_its_name(self):
        by_id, canton = form("place=300000"), form("place=Wallis")
        assert by_id.is_valid()
        assert canton.is_valid()
        assert by_id.criteria().place == BERN
        assert (canton.criteria().place, canton.criteria().place_canton) == (None, "VS")

    @pytest.mark.parametrize(
        ("query", "field", "sentence"),
        [
            ("canton=BER", "canton", "“BER” is not known here. Known are: BE"),
            ("language=deu", "language", "“deu” is not known here. Known are: de"),
            ("source=APl", "source", "“APl” is not known here. Known are: API"),
            ("since=8", "since", "“8” is not known here"),
            ("permanent=maybe", "permanent", "“maybe” is not known here"),
            ("sort=salary", "sort", "“salary” is not known here"),
            ("radius=21", "radius", "“21” is not known here"),
            ("place=Bermuda", "place", "We do not know the place “Bermuda”. Did you mean 3000 Bern?"),
            ("place=Qwxyz", "place", "Write a Swiss locality, its postal code or a canton."),
            ("workload_min=90&workload_max=50", "workload_max", "from 90 % to 50 %"),
            ("workload_min=200", "workload_min", "100"),
            ("v=7", "v", "another version of the search (7)"),
            ("page=501", "page", "Only the first 10000 results"),
            ("cantons=BE", "__all__", "“cantons” that we do not know. Did you mean canton"),
            ("xyz=1", "__all__", "“xyz” that we do not know. Please choose your filters again."),
        ],
    )
    def test_refuses_what_it_does_not_know_and_says_what_it_knows(self, query, field, sentence):
        refused = form(query)

        assert not refused.is_valid()
        assert set(refused.errors) == {field}
        assert sentence in refused.errors[field][0]

    def test_ignores_what_other_sites_add_to_links(self):
        assert form("q=Koch&utm_source=mail&fbclid=1").is_valid()

    def test_shows_counts_and_hides_choices_without_ads(self):
        shown = form("canton=VS")
        shown.is_valid()

        shown.show_counts({"canton": {"BE": 1200}, "published": {"0": 3}})

        assert shown.fields["canton"].choices == [("BE", "Bern (1'200)"), ("VS", "Valais (0)")]
        assert ("1", "Since yesterday (3)") in shown.fields["since"].choices
