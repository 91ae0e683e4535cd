import collections
import datetime
import itertools
import json

import pytest

from tandem.market.ads.enums import AdSource, Qualification, SalaryPer
from tandem.market.ads.generator.posting import posting
from tandem.market.ads.generator.stream import generate
from tandem.market.ads.tests.small_country import country

__all__ = ["country"]

TODAY = datetime.date(2026, 3, 16)


@pytest.fixture
def ads(country):
    return list(generate(4_000, seed=7, today=TODAY))


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
