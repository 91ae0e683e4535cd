"""From a question to ads, through the real engine."""

import datetime

import pytest

from tandem.facilities.search import services
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR, Acting
from tandem.market.ads.models import Ad
from tandem.market.ads.search import schema
from tandem.market.ads.search.criteria import Criteria
from tandem.market.ads.search.finding import ask, find, how_many
from tandem.market.ads.search.relaxing import Step, relaxations
from tandem.market.ads.tests.factories import AdFactory, AdOccupationFactory
from tandem.market.ads.tests.search_country import BERN, COOK, NURSE, country, index

__all__ = ["country", "index"]

pytestmark = pytest.mark.usefixtures("country")

NOW = datetime.datetime(2026, 3, 20, 9, 0, tzinfo=datetime.UTC)


def ad(title: str, language: str = "de", occupation: str = "", **facts) -> Ad:
    facts.setdefault("text__description", "Zzz")
    made = AdFactory(text__title=title, text__language=language, **facts)
    made.occupations.all().delete()
    if occupation:
        AdOccupationFactory(ad=made, concept_id=occupation)
    return made


def found(criteria: Criteria | str = "", acting: Acting = VISITOR, language: str = "de") -> list[str]:
    criteria = Criteria(words=criteria) if isinstance(criteria, str) else criteria
    return [ad.texts.all()[0].title for ad in find(acting, criteria, language=language, now=NOW)]


class TestFind:
    def test_finds_ads_of_any_language_through_the_occupation(self, index):
        ad("Pflegefachfrau HF", "de", NURSE)
        ad("Nurse (night shift)", "en", NURSE)
        ad("Infirmière en gériatrie", "fr", NURSE)
        ad("Koch", "de", COOK)
        index()

        assert found("infirmière", language="fr")[0] == "Infirmière en gériatrie"
        assert set(found("infirmière", language="fr")) == {
            "Infirmière en gériatrie",
            "Pflegefachfrau HF",
            "Nurse (night shift)",
        }
        assert found("cook", language="en") == ["Koch"]

    def test_finds_only_the_words_when_taken_literally(self, index):
        ad("Pflegefachfrau HF", "de", NURSE)
        ad("Infirmière", "fr", NURSE)
        index()

        assert found(Criteria(words="infirmière", literal=True), language="fr") == ["Infirmière"]

    def test_narrows_by_what_it_understood(self, index):
        ad("Koch in Bern", occupation=COOK, latitude=BERN.latitude, longitude=BERN.longitude)
        ad("Koch in Thun", occupation=COOK, latitude=46.758, longitude=7.628, workload_min=50, workload_max=60)
        index()

        assert found("Koch Bern") == ["Koch in Bern"]
        assert set(found(Criteria(words="Koch Bern", radius=30))) == {"Koch in Bern", "Koch in Thun"}
        assert found("cook 50%") == ["Koch in Thun"]

    @pytest.mark.parametrize(
        ("criteria", "fits", "fails"),
        [
            ({"cantons": ("BE", "ZH")}, {"canton": "BE"}, {"canton": "VS"}),
            ({"workload_min": 60, "workload_max": 70}, {"workload_min": 50, "workload_max": 60}, {"workload_min": 80}),
            ({"permanent": True}, {"permanent": True}, {"permanent": None}),
            ({"permanent": False}, {"permanent": False}, {"permanent": True}),
            ({"languages": ("fr",)}, {"text__language": "fr"}, {"text__language": "de"}),
            ({"sources": ("API",)}, {"source": "API"}, {"source": "RAV"}),
            ({"company": "muster"}, {"company_name": "Muster AG"}, {"company_name": "Andere GmbH"}),
            ({"remote": True}, {"remote_share": 40}, {"remote_share": None}),
            ({"remote": True}, {"work_forms": ["HOME_WORK"]}, {"work_forms": []}),
            ({"since": 3}, {"publication_starts_on": datetime.date(2026, 3, 18)}, {}),
        ],
    )
    def test_filters(self, index, criteria, fits, fails):
        for title, facts in (("fits", fits), ("fails", fails)):
            AdFactory(text__title=title, **{"workload_max": 100, "workload_min": 80, **facts})
        index()

        assert found(Criteria(**criteria)) == ["fits"]

    def test_counts_what_could_be_chosen_instead(self, index):
        ad("Koch", canton="BE", permanent=True)
        ad("Koch", canton="VS", permanent=True)
        ad("Koch", canton="VS", permanent=False)
        index()

        facets = ask(VISITOR, Criteria(cantons=("VS",)), language="de", now=NOW).hits.facets

        assert facets[schema.CANTON] == {"BE": 1, "VS": 2}
        assert facets[schema.PERMANENT] == {"yes": 1, "no": 1}

    def test_shows_restricted_ads_to_registered_jobseekers_only(self, index):
        ad("restricted", restricted=True)
        ad("open")
        index()
        jobseeker = Acting(capacity=Capacity.SELF, user_id=1, person_id=1)

        assert found() == ["open"]
        assert ask(VISITOR, Criteria(), language="de", now=NOW).hits.total == 1
        assert set(found(acting=jobseeker)) == {"open", "restricted"}

    def test_never_shows_what_the_row_no_longer_allows(self, index):
        ad("Koch")
        index()
        Ad.objects.update(public_display=False)

        assert found("Koch") == [], "the index is stale, permission is not"

    def test_leaves_out_what_is_over_or_not_yet_open(self, index):
        ad("over", publication_starts_on=datetime.date(2026, 1, 1), publication_ends_before=datetime.date(2026, 3, 20))
        ad("not yet", publication_starts_on=datetime.date(2026, 3, 21))
        ad("last day", publication_ends_before=datetime.date(2026, 3, 21))
        index()

        assert found() == ["last day"]
        assert ask(VISITOR, Criteria(), language="de", now=NOW).hits.total == 1

    def test_does_not_betray_a_company_that_is_not_named(self, index):
        ad("Koch", company_name="Geheim AG", company_anonymous=True)
        index()

        assert found(Criteria(company="Geheim")) == []
        assert found("Geheim") == []

    def test_follows_changes_through_the_outbox(self, index):
        changed = ad("Koch")
        index()
        changed.texts.update(title="Maurer")
        services.note_change(schema.COLLECTION, [changed.pk])
        services.drain(schema.COLLECTION)

        assert found("Maurer") == ["Maurer"]

    def test_finds_an_ad_by_its_number(self, index):
        ad("Koch", stellennummer_egov="4711")
        ad("Koch")
        index()

        assert len(found("4711")) == 1


class TestRelaxations:
    def test_offer_the_single_steps_that_help(self, index):
        ad("Koch", occupation=COOK, latitude=46.758, longitude=7.628, workload_min=100, workload_max=100)
        index()
        criteria = Criteria(words="Koch Bern")
        empty = ask(VISITOR, criteria, language="de", now=NOW)
        assert empty.hits.total == 0

        offered = relaxations(VISITOR, criteria, empty, language="de", now=NOW)

        assert [(one.step, one.criteria.radius, one.total) for one in offered] == [
            (Step.WIDER, 30, 1),
            (Step.ANYWHERE, 20, 1),
        ]

    def test_lead_where_they_say(self, index):
        ad("Koch", occupation=COOK, workload_min=100, workload_max=100)
        index()
        criteria = Criteria(words="Koch 50%")
        empty = ask(VISITOR, criteria, language="de", now=NOW)

        (step, *_rest) = relaxations(VISITOR, criteria, empty, language="de", now=NOW)

        assert step.step is Step.ANY_WORKLOAD
        assert "50" not in step.criteria.address()
        assert how_many(VISITOR, step.criteria, language="de", now=NOW) == step.total
