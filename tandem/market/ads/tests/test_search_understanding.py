"""What a line of words means."""

import pytest

from tandem.market.ads.search.understanding import FULL_TIME, PART_TIME, understand
from tandem.market.ads.tests.search_country import BERN, COOK, NURSE, country

__all__ = ["country"]

pytestmark = pytest.mark.usefixtures("country")


class TestUnderstand:
    def test_finds_occupation_place_workload_and_words(self):
        found = understand("infirmière Bern 80% équipe", language="en")

        assert [(one.text, one.label, one.ids) for one in found.occupations] == [("infirmière", "nurse", (NURSE,))]
        assert (found.where.text, found.where.place) == ("Bern", BERN)
        assert (found.workload.text, found.workload.low, found.workload.high) == ("80%", 80, 80)
        assert found.words == "équipe"

    def test_leaves_what_it_does_not_know(self):
        found = understand("irgend etwas", language="de")

        assert found.words == "irgend etwas"
        assert (found.occupations, found.where, found.workload) == ((), None, None)

    def test_takes_a_canton_for_a_place(self):
        found = understand("Koch Wallis", language="de")

        assert (found.where.text, found.where.place, found.where.canton) == ("Wallis", None, "VS")

    def test_takes_the_first_place_only(self):
        found = understand("Koch Bern Thun", language="de")

        assert found.where.place == BERN
        assert found.words == "Thun"

    def test_leaves_the_place_when_one_was_chosen_elsewhere(self):
        found = understand("Koch Bern", language="de", with_place=False)

        assert found.where is None
        assert found.words == "Bern"

    def test_knows_several_occupations(self):
        found = understand("Koch Bäcker", language="de")

        assert {one.ids for one in found.occupations} == {(COOK,), ("baker",)}

    @pytest.mark.parametrize(
        ("typed", "bounds"),
        [
            ("80%", (80, 80)),
            ("80 %", (80, 80)),
            ("80-100%", (80, 100)),
            ("80 – 100 %", (80, 100)),
            ("60% bis 80%", (60, 80)),
            ("de 50 à 70 %", (50, 70)),
            ("100-80%", (80, 100)),
            ("50 Prozent", (50, 50)),
            ("50 pour cent", (50, 50)),
            ("50 per cento", (50, 50)),
            ("Teilzeit", PART_TIME),
            ("temps partiel", PART_TIME),
            ("tempo parziale", PART_TIME),
            ("part-time", PART_TIME),
            ("Vollzeit", FULL_TIME),
            ("plein temps", FULL_TIME),
        ],
    )
    def test_reads_a_workload(self, typed, bounds):
        workload = understand(f"Koch {typed}", language="de").workload

        assert (workload.low, workload.high) == bounds

    @pytest.mark.parametrize("typed", ["120%", "0%", "80", "1950", "3000"])
    def test_reads_no_workload_where_none_is(self, typed):
        assert understand(f"Koch {typed}", language="de").workload is None

    def test_leaves_the_workload_when_one_was_chosen_elsewhere(self):
        found = understand("Koch 80%", language="de", with_workload=False)

        assert (found.workload, found.words) == (None, "80%")
