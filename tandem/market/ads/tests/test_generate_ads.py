import collections
import datetime
import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from tandem.foundation import clock
from tandem.identity.access.types import system
from tandem.market.ads.enums import AdStatus
from tandem.market.ads.generator.stream import generate
from tandem.market.ads.models import Ad, AdText
from tandem.market.ads.ready import PARTS
from tandem.market.ads.services import upsert_ads
from tandem.market.ads.tests.small_country import country
from tandem.reference.localities import services as localities

__all__ = ["country"]

TODAY = datetime.date(2026, 3, 16)


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

        for model in (Ad, *(part.model for part in PARTS)):
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
        monkeypatch.setattr("tandem.reference.localities.selectors.within", lambda *_anywhere: [])

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
