import collections

import pytest

from tandem.market.ads.enums import Education, WorkForm
from tandem.market.ads.generator.content import LANGUAGES, families, general_words, names
from tandem.reference.occupations import selectors as occupations


class TestContent:
    def test_covers_sixteen_families_and_sixty_occupations(self):
        assert len(families()) == 16
        assert len({tuple(one.titles["en"]) for family in families() for one in family.occupations}) >= 60

    @pytest.mark.parametrize("family", families(), ids=lambda family: family.key)
    def test_says_the_same_number_of_things_in_every_language(self, family):
        german = family.words["de"]
        assert len(german.duties) >= 8
        assert len(german.requirements) >= 6
        for language in LANGUAGES:
            said = family.words[language]
            assert len(said.duties) == len(german.duties)
            assert len(said.requirements) == len(german.requirements)
            assert len(said.skills) == len(german.skills)
            assert len(said.openings) == len(german.openings)
            assert all("{company}" in opening for opening in said.openings)
        for occupation in family.occupations:
            assert all(len(occupation.titles[language]) == 2 for language in LANGUAGES)
            assert all(len(occupation.duties[language]) == 2 for language in LANGUAGES)

    def test_says_the_same_number_of_general_things_in_every_language(self):
        german = general_words()["de"]
        assert len(german.offers) >= 8
        for said in general_words().values():
            assert [len(getattr(said, name)) for name in said.__slots__] == [
                len(getattr(german, name)) for name in german.__slots__
            ]

    @pytest.mark.parametrize("family", families(), ids=lambda family: family.key)
    def test_uses_codes_of_the_enumerations(self, family):
        assert set(family.forms) <= set(WorkForm.values)
        for occupation in family.occupations:
            assert occupation.education in Education.values
            assert occupation.salary[0] < occupation.salary[1]
            assert len(occupation.isco) == 4
            assert len(occupation.chisco) == 5

    def test_is_written_with_swiss_spelling_and_without_straight_apostrophes(self):
        sentences = [
            sentence
            for family in families()
            for words in family.words.values()
            for name in ("openings", "duties", "requirements", "skills")
            for sentence in getattr(words, name)
        ]
        assert not [sentence for sentence in sentences if "ß" in sentence or "'" in sentence or "  " in sentence]
        assert not [sentence for sentence, times in collections.Counter(sentences).items() if times > 6]

    def test_names_people_and_companies_in_three_regions(self):
        assert set(names()) == {"de", "fr", "it"}
        assert all("{name}" in agency for region in names().values() for agency in region.agencies)

    @pytest.mark.django_db
    def test_uses_occupations_of_the_reference_list(self):
        services = pytest.importorskip(
            "tandem.reference.occupations.services", reason="occupations cannot be loaded yet"
        )
        services.load()

        for occupation in (one for family in families() for one in family.occupations if one.esco):
            assert occupations.occupation(occupation.esco).isco08 == occupation.isco
