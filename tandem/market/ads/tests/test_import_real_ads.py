import pytest
from django.core.management import call_command

from tandem.foundation.snapshots import Snapshot
from tandem.foundation.testing.outside import ROOT
from tandem.market.ads.import_ import resolving
from tandem.market.ads.import_.readers import Source
from tandem.market.ads.import_.tally import Tally, traits_of
from tandem.market.ads.import_.translating import translated
from tandem.reference.localities import selectors as localities
from tandem.reference.localities.tests import factories as places
from tandem.reference.occupations import selectors as occupations
from tandem.reference.occupations.tests import factories as titles

REAL_ADS = ROOT.parent / "shared/data/real-ads/job_postings.jsonl.gz"


@pytest.fixture
def real_ads(monkeypatch):
    if not REAL_ADS.exists():
        pytest.skip("The evaluation ads do not lie beside the checkout.")
    monkeypatch.setattr(localities, "_index", Snapshot(lambda: "files", places.whole_index))
    monkeypatch.setattr(occupations, "_index", Snapshot(lambda: "files", titles.whole_index))
    resolving.forget()
    yield REAL_ADS
    resolving.forget()


@pytest.mark.real_ads
class TestRealAds:
    def test_are_understood(self, real_ads):
        source, tally = Source(real_ads), Tally()

        for _line, raw in source.records():
            tally.note(traits_of(translated(raw)))
        source.close()

        assert sum(tally.languages.values()) == 3294
        assert tally.occupations / 3294 >= 0.75
        assert tally.swiss >= 220
        assert tally.swiss_resolved == tally.swiss

    @pytest.mark.django_db
    def test_go_in_once_and_without_a_reject(self, real_ads, tmp_path, capsys):
        for expected in ("3,294 new, 0 changed, 0 unchanged, 0 rejected", "0 new, 0 changed, 3,294 unchanged"):
            call_command("import_ads", str(real_ads), rejects=tmp_path / "rejects.jsonl")

            assert expected in capsys.readouterr().out
