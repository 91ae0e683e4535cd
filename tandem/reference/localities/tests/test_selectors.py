import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.reference.localities import selectors
from tandem.reference.localities.enums import CantonCode, PlaceKind

pytestmark = [pytest.mark.without_database, pytest.mark.usefixtures("every_place")]


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("1700", "1700 Fribourg"),
            ("Frib", "Fribourg"),
            ("Freiburg", "Fribourg"),
            ("Biel", "Biel/Bienne"),
            ("Bienne", "Biel/Bienne"),
            ("Biel/Bienne", "Biel/Bienne"),
            ("Sion", "Sion"),
            ("geneve", "Genève"),
            ("Genf", "Genève"),
            ("Ginevra", "Genève"),
            ("zur", "Zürich"),
            ("st gal", "St. Gallen"),
            ("BUCHS", "Buchs AG"),
        ],
    )
    def test_offers_what_is_meant_first(self, typed, first):
        assert selectors.suggest(typed, language="fr")[0].value == first

    def test_offers_cantons_in_the_readers_language(self):
        offered = selectors.suggest("Tessin", language="it")

        assert [(line.kind, line.value, line.label) for line in offered] == [
            (PlaceKind.CANTON, "TI", "Ticino (Cantone)")
        ]

    def test_offers_a_place_with_many_postal_codes_once(self):
        labels = [line.label for line in selectors.suggest("Zürich", language="de")]

        assert labels.count("Zürich (ZH)") == 1

    @pytest.mark.parametrize("nothing", ["", "  ", "%", "\x00", "99999"])
    def test_offers_nothing_for_nothing(self, nothing):
        assert selectors.suggest(nothing, language="de") == []

    @given(st.text(max_size=30))
    def test_answers_any_text_within_the_limit(self, text):
        assert len(selectors.suggest(text, language="de", limit=4)) <= 4


class TestResolve:
    @pytest.mark.parametrize(
        ("written", "locality", "canton"),
        [
            ("Zürich-Flughafen, Schweiz", "Kloten", "ZH"),
            ("Geneva Airport, Switzerland", "Le Grand-Saconnex", "GE"),
            ("Sankt Gallen", "St. Gallen", "SG"),
            ("Durnten, ZH", "Dürnten", "ZH"),
            ("Duebendorf", "Dübendorf", "ZH"),
            ("Châtel Saint Denis", "Châtel-St-Denis", "FR"),
            ("Lausanne / Genève", "Lausanne", "VD"),
            ("8132 Egg", "Egg b. Zürich", "ZH"),
            ("Le Mont-sur-Lausanne, Lausanne", "Le Mont-sur-Lausanne", "VD"),
            ("8058 Zürich", "Zürich", "ZH"),
            ("Zurich Area, Switzerland", "Zürich", "ZH"),
            ("Genève, Genève, Switzerland", "Genève", "GE"),
            ("St. Gallen", "St. Gallen", "SG"),
            ("Bern / Home-Office", "Bern", "BE"),
            ("Lausanne, VD", "Lausanne", "VD"),
            ("Buchs, AG", "Buchs AG", "AG"),
            ("Buchs SG", "Buchs SG", "SG"),
            ("Luzern und Umgebung", "Luzern", "LU"),
            ("Muri bei Bern", "Muri b. Bern", "BE"),
            ("CH-3011 Bern", "Bern", "BE"),
            ("Baden", "Baden", "AG"),
        ],
    )
    def test_finds_what_is_meant(self, written, locality, canton):
        place = selectors.resolve(written)

        assert place is not None
        assert (place.locality, place.canton) == (locality, canton)

    @pytest.mark.parametrize(
        "written",
        [
            "Freiburg im Breisgau",
            "Freiburg, Germany",
            "Baden-Baden, Deutschland",
            "Berlin",
            "Paris, France",
            "Remote, Switzerland",
            "",
            "D-79098 Freiburg, Deutschland",
        ],
    )
    def test_never_guesses_across_the_border(self, written):
        assert selectors.resolve(written) is None

    def test_believes_the_country_that_is_given(self):
        assert selectors.resolve("Freiburg", country="DE") is None

    def test_lets_the_postal_code_decide_between_namesakes(self):
        assert selectors.resolve("Buchs", postal_code="9470").canton == "SG"

    def test_lets_the_canton_decide_between_namesakes(self):
        assert selectors.resolve("Romont", canton="BE").canton == "BE"

    @given(st.text(max_size=60))
    def test_answers_any_text(self, text):
        place = selectors.resolve(text)

        assert place is None or place.id in selectors._index.get().places


class TestResolveCanton:
    @pytest.mark.parametrize(
        ("written", "canton"),
        [("Kanton Zürich", "ZH"), ("Canton Ticino", "TI"), ("TI", "TI"), ("Aargau, Schweiz", "AG"), ("Bern", None)],
    )
    def test_names_a_canton_only_when_no_locality_is_meant(self, written, canton):
        assert selectors.resolve_canton(written) == canton


class TestRecognise:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("infirmière Sion", [("Sion", "Sion", "VS")]),
            ("Koch 8000 zürich", [("8000 zürich", "Zürich", "ZH")]),
            ("Pflegefachfrau 3011", [("3011", "Bern", "BE")]),
            ("Verkäuferin Buchs SG", [("Buchs SG", "Buchs SG", "SG")]),
            ("logisticien VD", [("VD", None, "VD")]),
            ("Lehrer Kanton Aargau", [("Kanton Aargau", None, "AG")]),
            ("vendeuse à La Chaux-de-Fonds", [("La Chaux-de-Fonds", "La Chaux-de-Fonds", "NE")]),
            ("job in Au", [("Au", "Au SG", "SG")]),
            ("Genève Lausanne", [("Genève", "Genève", "GE"), ("Lausanne", "Lausanne", "VD")]),
        ],
    )
    def test_finds_places_among_other_words(self, query, found):
        spans = selectors.recognise(query, language="de")

        assert [(span.text, span.place and span.place.locality, span.canton) for span in spans] == found

    @pytest.mark.parametrize("query", ["berufe im wald", "Koch so gut", "lohn hoch", "au pair", "Bad putzen"])
    def test_leaves_ordinary_words_alone(self, query):
        assert selectors.recognise(query, language="de") == []

    @given(st.text(max_size=60))
    def test_spans_lie_in_the_text_in_order_and_apart(self, text):
        spans = selectors.recognise(text, language="fr")

        assert all(text[span.start : span.end] == span.text for span in spans)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


class TestDistances:
    def test_nearest_to_the_cathedral_of_fribourg(self):
        assert selectors.nearest(46.8062, 7.1630).locality == "Fribourg"

    def test_within_is_ordered_and_bounded(self):
        found = selectors.within(selectors.place("170000"), 20)

        assert found[0].place.locality == "Fribourg"
        assert [near.kilometres for near in found] == sorted(near.kilometres for near in found)
        assert all(near.kilometres <= 20 for near in found)
        assert "Bulle" not in {near.place.locality for near in found if near.kilometres < 15}

    def test_bern_is_27_kilometres_from_fribourg(self):
        bern = next(near for near in selectors.within(selectors.place("170000"), 35) if near.place.id == "301100")

        assert 26 < bern.kilometres < 29


class TestCatalogue:
    def test_has_every_canton_and_places_in_each(self):
        assert {place.canton for place in selectors._index.get().places.values()} == set(CantonCode)

    def test_places_lie_in_switzerland(self):
        assert all(
            45.8 < place.latitude < 47.9 and 5.9 < place.longitude < 10.6
            for place in selectors._index.get().places.values()
        )

    def test_names_cantons_in_four_languages(self):
        assert [selectors.canton_name("GR", language=language) for language in ("de", "fr", "it", "en")] == [
            "Graubünden",
            "Grisons",
            "Grigioni",
            "Graubünden",
        ]
