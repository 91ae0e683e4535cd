import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.reference.occupations import selectors

pytestmark = [pytest.mark.without_database, pytest.mark.usefixtures("every_occupation")]


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "unit_group"),
        [
            ("Koch", "5120"),
            ("koechin", "5120"),
            ("KÖCHIN", "5120"),
            ("cuis", "5120"),
            ("cuoco", "5120"),
            ("cook", "5120"),
            ("infirmière", "2221"),
            ("infirmier", "2221"),
            ("Pflegefachfrau/-mann", "2221"),
            ("Pflegefachfrau (m/w/d)", "2221"),
            ("maçon", "7112"),
            ("macon", "7112"),
            ("employé de commerce", "4110"),
            ("FaGe", "3221"),
            ("software dev", "2512"),
            ("dev softw", "2512"),
            ("Metzger", "7511"),
        ],
    )
    def test_offers_first_what_is_meant(self, typed, unit_group):
        assert selectors.suggest(typed, language="fr")[0].isco08 == unit_group

    @pytest.mark.parametrize(
        ("typed", "unit_group"), [("infirmere", "2221"), ("Pflegfachfrau", "2221"), ("polymechnaiker", "7200")]
    )
    def test_forgives_a_slip_of_the_finger(self, typed, unit_group):
        assert selectors.suggest(typed, language="de")[0].isco08 == unit_group

    def test_shows_the_label_of_the_readers_language_and_what_fitted(self):
        first = selectors.suggest("Pflegefachfrau", language="fr")[0]

        assert (first.label, first.matched, first.matched_language) == (
            "Infirmier/Infirmière",
            "Pflegefachfrau",
            "de",
        )

    def test_offers_an_occupation_once(self):
        ids = [line.id for line in selectors.suggest("k", language="de", limit=50)]

        assert len(ids) == len(set(ids)) == 50

    @pytest.mark.parametrize("nothing", ["", "   ", "%%", "\x00", "qxzvk"])
    def test_offers_nothing_for_nothing(self, nothing):
        assert selectors.suggest(nothing, language="de") == []

    @settings(max_examples=60)
    @given(st.text(max_size=40), st.sampled_from(["de", "fr", "it", "en"]))
    def test_answers_any_text_within_the_limit(self, text, language):
        assert len(selectors.suggest(text, language=language, limit=4)) <= 4


class TestLabels:
    def test_speak_the_language_asked_for(self):
        cook = selectors.suggest("cook", language="en")[0].id

        assert [selectors.label(cook, language) for language in ("de", "fr", "it", "en")] == [
            "Koch/Köchin",
            "cuisinier/cuisinière",
            "cuoco/cuoca",
            "cook",
        ]

    def test_prefer_the_swiss_title(self):
        assert selectors.suggest("Krankenpfleger", language="de")[0].label == "Pflegefachmann/Pflegefachfrau"

    def test_fall_back_to_another_language_rather_than_to_a_code(self):
        polymechanic = selectors.suggest("Polymechaniker", language="en")[0]

        assert polymechanic.label == "Polymechaniker/Polymechanikerin"

    def test_leave_out_what_is_unknown(self):
        assert selectors.labels(["nothing"], "de") == {}

    def test_of_an_unknown_occupation_are_an_error(self):
        with pytest.raises(KeyError, match="nothing"):
            selectors.label("nothing", "de")
