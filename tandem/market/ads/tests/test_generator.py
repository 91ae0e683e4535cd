import collections
import datetime
import gzip
import itertools
import json

import pytest
from django.core.management import CommandError, call_command

from tandem.foundation import clock
from tandem.identity.access.types import system
from tandem.market.ads.bulk import PARTS
from tandem.market.ads.enums import AdSource, AdStatus, Education, Qualification, SalaryPer, WorkForm
from tandem.market.ads.generator.content import LANGUAGES, families, general_words, names
from tandem.market.ads.generator.posting import posting
from tandem.market.ads.generator.stream import generate
from tandem.market.ads.models import Ad, AdText
from tandem.market.ads.services import upsert_ads
from tandem.reference.localities import services as localities
from tandem.reference.localities.types import NearPlace, Place

TODAY = datetime.date(2026, 3, 16)
BERN = Place("300400", "3004", "Bern", "Bern", 351, "BE", 46.96, 7.45, "de")
SION = Place("195000", "1950", "Sion", "Sion", 6266, "VS", 46.23, 7.36, "fr")
LUGANO = Place("690000", "6900", "Lugano", "Lugano", 5192, "TI", 46.0, 8.95, "it")
SAMEDAN = Place("750300", "7503", "Samedan", "Samedan", 3786, "GR", 46.53, 9.87, "rm")
MURAZ = Place("189300", "1893", "Muraz (Collombey)", "Collombey-Muraz", 6152, "VS", 46.28, 6.93, "fr")
DELIVERY_CENTRE = Place("100025", "1000", "Lausanne 25", "Lausanne", 5586, "VD", 46.56, 6.68, "fr")


@pytest.fixture
def country(monkeypatch):
    """A country of a few places."""
    near = [NearPlace(place, 0.0) for place in (SION, BERN, LUGANO, SAMEDAN, MURAZ, DELIVERY_CENTRE)]
    monkeypatch.setattr("tandem.reference.localities.selectors.within", lambda *anywhere: near)


@pytest.fixture
def ads(country):
    return list(generate(4_000, seed=7, today=TODAY))


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


class TestGenerate:
    def test_repeats_itself_for_a_seed(self, country):
        assert list(generate(50, seed=1, today=TODAY)) == list(generate(50, seed=1, today=TODAY))

    def test_begins_a_longer_stream_with_the_shorter_one(self, country):
        assert list(itertools.islice(generate(1_000_000_000, seed=1, today=TODAY), 20)) == list(
            generate(20, seed=1, today=TODAY)
        )

    def test_differs_for_another_seed(self, country):
        texts = {ad.texts for seed in (1, 2) for ad in generate(50, seed=seed, today=TODAY)}

        assert len(texts) == 100

    def test_refuses_a_negative_count_at_once(self):
        with pytest.raises(ValueError, match="negative"):
            generate(-1, seed=1, today=TODAY)

    def test_writes_in_the_language_of_the_place(self, ads):
        spoken = {"Bern": "de", "Samedan": "de", "Sion": "fr", "Muraz (Collombey)": "fr", "Lugano": "it"}

        assert {ad.city for ad in ads} == set(spoken)
        assert all(ad.texts[0].language in {spoken[ad.city], "en"} for ad in ads)

    def test_writes_some_ads_in_english_and_some_in_several_languages(self, ads):
        count = collections.Counter(len(ad.texts) for ad in ads)

        assert 0.06 < sum(ad.texts[0].language == "en" for ad in ads) / len(ads) < 0.10
        assert 0.04 < count[2] / len(ads) < 0.08
        assert 0 < count[4] / len(ads) < 0.02
        assert set(count) == {1, 2, 4}

    def test_says_the_same_in_each_language_of_an_ad(self, ads):
        for ad in ads:
            assert len({text.language for text in ad.texts}) == len(ad.texts)
            assert len({text.description.count("\n* ") for text in ad.texts}) == 1
            assert len({len(text.skills) for text in ad.texts}) == 1

    def test_leaves_no_text_empty_and_no_blank_unfilled(self, ads):
        texts = [text for ad in ads for text in ad.texts]

        assert all(600 <= len(text.description) <= 1800 for text in texts)
        assert all(text.title and text.skills for text in texts)
        assert not [text for text in texts if "{" in text.title + text.description or "((" in text.description]

    def test_does_not_repeat_its_texts(self, ads):
        assert len({ad.texts[0].description for ad in ads}) > 0.99 * len(ads)

    def test_is_open_today_and_newer_more_often(self, ads):
        ages = [(TODAY - ad.publication_starts_on).days for ad in ads]

        assert min(ages) == 0
        assert max(ages) < 60
        assert sum(age < 15 for age in ages) > sum(age >= 30 for age in ages)
        assert all(ad.publication_ends_before > TODAY for ad in ads)
        assert {(ad.publication_ends_before - ad.publication_starts_on).days for ad in ads} == {31, 61}

    def test_starts_work_after_today(self, ads):
        assert all(ad.employment_starts_on > TODAY for ad in ads if ad.employment_starts_on)
        assert all(ad.immediately or ad.employment_starts_on for ad in ads)

    def test_has_the_sources_and_shares_of_the_market(self, ads):
        sources = collections.Counter(ad.source for ad in ads)

        assert sources[AdSource.API] / len(ads) == pytest.approx(0.69, abs=0.03)
        assert sources[AdSource.EXTERN] / len(ads) == pytest.approx(0.21, abs=0.03)
        assert sum(ad.surrogate for ad in ads) / len(ads) == pytest.approx(0.5, abs=0.03)
        assert sum(bool(ad.permanent) for ad in ads) / len(ads) == pytest.approx(0.8, abs=0.03)
        assert sum(ad.salary_min is not None for ad in ads) / len(ads) == pytest.approx(0.25, abs=0.03)
        assert 0.005 < sum(ad.reporting_obligation for ad in ads) / len(ads) < 0.03

    def test_pays_what_is_usual_in_switzerland(self, ads):
        bounds = {SalaryPer.HOUR: (20, 70), SalaryPer.MONTH: (3_600, 12_000), SalaryPer.YEAR: (46_000, 155_000)}

        for ad in ads:
            if ad.salary_min is not None:
                low, high = bounds[ad.salary_per]
                assert low <= ad.salary_min <= ad.salary_max <= high

    def test_offers_work_from_home_only_where_the_occupation_allows_it(self, ads):
        at_home = {ad.occupations[0].isco_code for ad in ads if ad.remote_share}

        assert "2512" in at_home
        assert not at_home & {"5120", "2221", "7112", "8332", "9112"}

    def test_gives_nobody_untrained_a_team_to_lead(self, ads):
        untrained = [ad for ad in ads if ad.occupations[0].qualification_code == Qualification.UNSKILLED]

        assert untrained
        assert not [
            ad for ad in untrained for text in ad.texts if text.language == "de" if "Lernende" in text.description
        ]

    def test_can_be_answered_and_reaches_nobody_real(self, ads):
        for ad in ads:
            channel, person = ad.apply_channel, ad.public_contact
            assert channel.email or channel.form_url
            assert not channel.phone
            assert not ad.company.phone
            emails = [ad.company.email, channel.email or "a@example.ch", person.email if person else "a@example.ch"]
            assert all(email.isascii() and email.endswith("@example.ch") for email in emails)
            urls = filter(None, [channel.form_url, ad.external_url, ad.company.website])
            assert all(url.split("/")[2].endswith(("example.com", "example.ch")) for url in urls)

    def test_never_works_at_a_delivery_centre(self, ads):
        assert "Lausanne 25" not in {ad.city for ad in ads}

    def test_is_said_as_a_job_posting(self, ads):
        said = posting(next(ad for ad in ads if ad.salary_min and ad.city == "Bern" and ad.apply_channel.email))

        assert said["@type"] == "JobPosting"
        assert said["jobLocation"]["address"]["postalCode"] == "3004"
        assert said["baseSalary"]["currency"] == "CHF"
        assert datetime.date.fromisoformat(said["validThrough"]) >= TODAY
        assert json.loads(json.dumps(said)) == said


@pytest.mark.django_db
class TestGeneratedAdsInTheDatabase:
    def test_keep_every_constraint(self, country):
        now = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC)

        counts = upsert_ads(
            system("test"), list(generate(2_000, seed=3, today=clock.day_of(now))), feed="example", now=now
        )

        assert counts.new == 2_000
        assert set(Ad.objects.values_list("status", flat=True).order_by()) <= {
            AdStatus.PUBLISHED_PUBLIC,
            AdStatus.PUBLISHED_RESTRICTED,
        }
        assert AdText.objects.count() > 2_000

    def test_use_known_codes_in_every_column(self, country):
        upsert_ads(system("test"), list(generate(300, seed=3, today=clock.today())), feed="example", now=clock.now())

        for model in (Ad, *(model for model, _record, _several in PARTS.values())):
            rows = list(model.objects.order_by("pk"))
            assert rows
            for row in rows:
                row.clean_fields(
                    exclude=[field.name for field in model._meta.fields if not getattr(row, field.attname)]
                )


@pytest.mark.django_db
class TestGenerateAdsCommand:
    def test_takes_ads_in_once(self, country, capsys):
        call_command("generate_ads", "30", seed=4)
        call_command("generate_ads", "40", seed=4)

        assert Ad.objects.of_feed("example").count() == 40
        assert "10 new, 0 changed, 30 unchanged." in capsys.readouterr().out

    @pytest.mark.parametrize("name", ["ads.jsonl", "ads.jsonl.gz"])
    def test_writes_job_postings_to_a_file(self, country, tmp_path, capsys, name):
        path = tmp_path / name

        call_command("generate_ads", "25", file=path)

        with gzip.open(path, "rt") if name.endswith(".gz") else path.open() as file:
            postings = [json.loads(line) for line in file]
        assert len({said["identifier"] for said in postings}) == 25
        assert not Ad.objects.exists()
        assert list(tmp_path.iterdir()) == [path]

    def test_says_that_a_folder_is_missing(self, country, tmp_path):
        with pytest.raises(CommandError, match="could not be written"):
            call_command("generate_ads", "5", file=tmp_path / "missing" / "ads.jsonl")

    def test_refuses_a_negative_number(self):
        with pytest.raises(CommandError, match="cannot be negative"):
            call_command("generate_ads", "--", "-5")

    def test_asks_for_the_localities_before_they_are_loaded(self, monkeypatch):
        monkeypatch.setattr("tandem.reference.localities.selectors.within", lambda *anywhere: [])

        with pytest.raises(CommandError, match="load_reference"):
            call_command("generate_ads", "5")

    def test_knows_the_whole_country_once_it_is_loaded(self):
        localities.load()

        found = list(generate(3_000, seed=1, today=TODAY))

        cantons = collections.Counter(ad.canton for ad in found)
        assert len(cantons) == 26
        assert cantons.most_common(2)[0][0] == "ZH"
        assert len({ad.city for ad in found}) > 500
        assert not [ad.city for ad in found if ad.city[-1].isdigit()]
