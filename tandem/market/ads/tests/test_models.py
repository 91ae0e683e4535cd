import datetime

import pytest
from django.db import Error, IntegrityError, transaction

from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.organisations.tests.factories import OrganisationFactory
from tandem.market.ads.models import Ad, AdStatusChange
from tandem.market.ads.tests.factories import CREATED, AdFactory, AdTextFactory

DAY = datetime.date(2026, 3, 10)
JOBSEEKER = Acting(capacity=Capacity.SELF, user_id=1, person_id=1)


@pytest.mark.django_db
class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("nonsense", "sentence"),
        [
            ({"workload_min": 0}, "workload_is_above_0"),
            ({"workload_min": 90, "workload_max": 80}, "workload_is_above_0"),
            ({"workload_max": 120}, "workload_is_above_0"),
            ({"workload_max": None}, "workload_is_above_0"),
            ({"publication_starts_on": None}, "a_ready_ad_says"),
            ({"publication_ends_before": datetime.date(2026, 3, 2)}, "a_publication_ends_after"),
            ({"short_employment": True}, "short_employment_is_never_permanent"),
            ({"employment_ends_on": DAY}, "permanent_work_has_no_last_day"),
            ({"temporary": True, "employment_ends_on": datetime.date(2026, 4, 30)}, "work_ends_on_or_after"),
            ({"status": "PUBLISHED_RESTRICTED"}, "a_restricted_ad_is_under"),
            ({"status": "CANCELLED"}, "a_withdrawn_ad_says"),
            ({"status": "LOST"}, "an_ad_has_a_known_status"),
            ({"source": "RUMOUR"}, "an_ad_has_a_known_source"),
            ({"work_forms": ["AT_SEA"]}, "forms_of_work_are_known"),
            ({"remote_share": 101}, "remote_share_is_between"),
            ({"salary_min": 4000}, "a_salary_has_bounds"),
            ({"with_salary": True, "salary_currency": "Fr."}, "a_salary_has_bounds"),
            ({"with_salary": True, "salary_max": 100}, "a_salary_has_bounds"),
            ({"with_salary": True, "salary_max": None}, "a_salary_has_bounds"),
            ({"longitude": None}, "coordinates_come_in_pairs"),
            ({"latitude": 91}, "coordinates_come_in_pairs"),
            ({"country": "ch"}, "a_country_is_two_capitals"),
            ({"feed": "x"}, "an_ad_with_a_feed"),
        ],
    )
    def test_nonsense_about_an_ad(self, nonsense, sentence):
        with pytest.raises(IntegrityError, match=sentence):
            AdFactory(**nonsense)

    def test_two_ads_of_one_feed_with_the_same_id(self):
        AdFactory(from_feed=True, external_id="1")

        with pytest.raises(IntegrityError, match="a_feed_names_each_ad_once"):
            AdFactory(from_feed=True, external_id="1")

    def test_two_texts_in_one_language(self):
        ad = AdFactory()

        with pytest.raises(IntegrityError, match="an_ad_has_one_text_in_each_language"):
            AdTextFactory(ad=ad, language="de")

    def test_to_rewrite_a_step_or_to_remove_it(self):
        step = AdStatusChange.objects.create(ad=AdFactory(), to_status="CREATED", at=CREATED, capacity=Capacity.SYSTEM)

        for act in (step.delete, lambda: AdStatusChange.objects.update(to_status="ARCHIVED")):
            with pytest.raises(Error, match="never changed or removed"), transaction.atomic():
                act()


@pytest.mark.django_db
class TestVisibility:
    def seen(self, acting, **traits):
        ad = AdFactory(**traits)
        return Ad.objects.visible_to(acting, on=DAY).filter(pk=ad.pk).exists()

    @pytest.mark.parametrize(
        ("traits", "by_visitor", "by_jobseeker"),
        [
            ({}, True, True),
            ({"restricted": True}, False, True),
            ({"public_display": False}, False, True),
            ({"public_display": False, "restricted_display": False}, False, False),
            ({"archived": True}, True, True),
            ({"withdrawn": True}, False, False),
            ({"refining": True}, False, False),
            ({"publication_starts_on": datetime.date(2026, 3, 11)}, False, False),
        ],
    )
    def test_depends_on_the_ad_and_on_the_reader(self, traits, by_visitor, by_jobseeker):
        assert self.seen(VISITOR, **traits) is by_visitor
        assert self.seen(JOBSEEKER, **traits) is by_jobseeker

    @pytest.mark.parametrize("capacity", [Capacity.HELPER, Capacity.COUNSELLOR, Capacity.EMPLOYER, Capacity.OPERATOR])
    def test_a_restricted_ad_is_for_jobseekers_alone(self, capacity):
        assert not self.seen(Acting(capacity=capacity, user_id=1), restricted=True)

    def test_an_owner_sees_her_ads_in_every_status_and_no_other_owner_does(self):
        owner, another = OrganisationFactory(employer=True), OrganisationFactory(employer=True)

        def acting(organisation):
            return Acting(capacity=Capacity.EMPLOYER, user_id=1, organisation_id=organisation.pk)

        for traits in ({"withdrawn": True}, {"refining": True}, {"restricted": True}):
            assert self.seen(acting(owner), owner=owner, **traits)
            assert not self.seen(acting(another), owner=owner, **traits)

    def test_published_looks_at_the_days_and_not_only_at_the_status(self):
        ends_today = AdFactory(publication_ends_before=DAY)
        open_ended = AdFactory(publication_ends_before=None)

        published = Ad.objects.published(on=DAY)

        assert set(published.values_list("pk", flat=True).order_by("pk")) == {open_ended.pk}
        assert (ends_today.is_open(on=DAY), open_ended.is_open(on=DAY)) == (False, True)
