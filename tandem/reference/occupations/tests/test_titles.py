import collections
import gzip
import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.foundation.testing.outside import ROOT
from tandem.reference.occupations import selectors

pytestmark = [pytest.mark.without_database, pytest.mark.usefixtures("every_occupation")]

REAL_ADS = ROOT.parent / "shared/data/real-ads/job_postings.jsonl.gz"


class TestDetect:
    @pytest.mark.parametrize(
        ("title", "unit_group"),
        [
            ("Dipl. Pflegefachfrau/-mann HF 80-100% (m/w/d)", "2221"),
            ("Infirmier·ère diplômé·e, 60 à 80 %", "2221"),
            ("INFERMIERA CONSULENTE PEDIATRICA", "2221"),
            ("Registered Nurse (all genders)", "2221"),
            ("Koch/Köchin EFZ, Bern", "5120"),
            ("Jungkoch 100 %", "5120"),
            ("Cuisinier(ère) CFC - Sion", "5120"),
            ("Kauffrau/Kaufmann EFZ 100%", "4110"),
            ("Employé de commerce CFC", "4110"),
            ("Polymechaniker/in EFZ", "7200"),
            ("Logistiker*in EFZ", "4320"),
            ("Fachfrau Gesundheit EFZ (FaGe)", "3221"),
            ("FaGe 60%", "3221"),
            ("Elektro-Installateur EFZ", "7411"),
            ("Netzwerkelektriker", "7411"),
            ("Zimmermänner gesucht", "7115"),
            ("Senior Software Engineer (m/w/d) – Zürich", "2512"),
            ("Vendeur / Vendeuse en chaussures", "5223"),
            ("Lastwagenchauffeur C/E", "8332"),
        ],
    )
    def test_finds_the_occupation(self, title, unit_group):
        detection = selectors.detect(title)

        assert detection is not None
        assert detection.occupation.isco08 == unit_group
        assert 0 < detection.score <= 1
        assert detection.matched

    @pytest.mark.parametrize(
        "title",
        [
            "",
            "100%",
            "(m/w/d)",
            "Mitarbeiter/in 80-100%",
            "Praktikum",
            "Stagiaire (H/F)",
            "Wir suchen dich!",
            "Team Zürich",
            "Senior Manager",
            "Teilzeit",
        ],
    )
    def test_says_nothing_when_the_title_says_nothing(self, title):
        assert selectors.detect(title) is None

    def test_looks_at_what_somebody_is_before_whom_she_serves(self):
        assert selectors.detect("Sales Manager for Dentists").occupation.isco08 != "2261"

    def test_believes_the_name_of_a_trade_more_than_a_list_of_variants(self):
        assert selectors.detect("CRM Data Analyst").occupation == selectors.detect("Data Analyst").occupation

    @settings(max_examples=100)
    @given(st.text(max_size=80))
    def test_answers_any_text(self, text):
        detection = selectors.detect(text)

        assert detection is None or selectors.occupation(detection.occupation.id) == detection.occupation

    @pytest.mark.real_ads
    def test_finds_an_occupation_in_most_real_titles_and_mostly_the_right_one(self):
        if not REAL_ADS.exists():
            pytest.skip("The evaluation ads do not lie beside the checkout.")
        with gzip.open(REAL_ADS, "rt", encoding="utf-8") as file:
            ads = [json.loads(line) for line in file]

        found = [(ad, selectors.detect(ad["title"], language=ad["inLanguage"])) for ad in ads]
        judged = collections.Counter(
            any(_same_work(code, detection.occupation) for code in codes)
            for ad, detection in found
            if detection and (codes := _chisco(ad))
        )

        assert sum(detection is not None for _, detection in found) / len(ads) >= 0.75
        assert judged[True] / judged.total() >= 0.75


def _chisco(ad):
    return [
        code
        for entry in ad.get("additionalProperty") or []
        if entry["name"] == "ch_isco_19"
        for code in entry["value"]
    ]


def _same_work(code, occupation):
    """In the same sub-major group (two digits), or as narrow as the code itself is."""
    mine = occupation.chisco5 or occupation.isco08
    digits = min(2, len(code.rstrip("0")))
    return mine[:digits] == code[:digits]


class TestRecognise:
    @pytest.mark.parametrize(
        ("query", "language", "spans"),
        [
            ("infirmière Sion", "fr", ["infirmière"]),
            ("cook Bern", "en", ["cook"]),
            ("Bern Koch", "de", ["Koch"]),
            ("employé de commerce Fribourg 80%", "fr", ["employé de commerce"]),
            ("Koch oder Bäckerin", "de", ["Koch", "Bäckerin"]),
            ("manager", "en", []),
            ("teilzeit homeoffice", "de", []),
            ("", "de", []),
        ],
    )
    def test_finds_occupations_among_other_words(self, query, language, spans):
        assert [span.text for span in selectors.recognise(query, language=language)] == spans

    def test_names_the_likeliest_first(self):
        (span,) = selectors.recognise("cook", language="en")

        assert span.label_id == span.occupations[0].id
        assert selectors.label(span.label_id, "de") == "Koch/Köchin"

    @settings(max_examples=100)
    @given(st.text(max_size=60))
    def test_spans_lie_in_the_text_in_order_and_apart(self, text):
        spans = selectors.recognise(text, language="fr")

        assert all(text[span.start : span.end] == span.text for span in spans)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


class TestEquivalents:
    @pytest.mark.parametrize(
        ("query", "language", "title"),
        [
            ("infirmière", "fr", "Dipl. Pflegefachfrau HF"),
            ("Pflegefachfrau", "de", "Infirmier diplômé ES"),
            ("nurse", "en", "Infermiera"),
            ("cook", "en", "Koch EFZ"),
            ("Koch", "de", "Cuisinier"),
            ("cuoco", "it", "Köchin 80%"),
            ("maçon", "fr", "Maurer"),
            ("electrician", "en", "Elektroinstallateur"),
            ("data scientist", "en", "Data Scientist (m/w/d)"),
            ("Kauffrau", "de", "Employée de commerce CFC"),
            ("nettoyeuse", "fr", "Reinigungskraft"),
        ],
    )
    def test_a_query_in_one_language_reaches_titles_in_another(self, query, language, title):
        (span,) = selectors.recognise(query, language=language)
        meant = frozenset().union(*(selectors.equivalents(key.id) for key in span.occupations))

        assert selectors.detect(title).occupation.id in meant

    @pytest.mark.parametrize(("one", "other"), [("Buchhändler", "Schuhverkäufer"), ("Koch", "Kellner")])
    def test_keep_different_trades_apart(self, one, other):
        ids = selectors.equivalents(selectors.detect(one).occupation.id)

        assert selectors.detect(other).occupation.id not in ids

    def test_hold_the_occupation_itself(self, every_occupation):
        assert all(key.id in selectors.equivalents(key.id) for key in every_occupation.occupations[::50])

    def test_of_an_unknown_occupation_are_an_error(self):
        with pytest.raises(KeyError, match="nothing"):
            selectors.equivalents("nothing")
