import datetime

import pytest

from tandem.facilities.search.models import SearchChange
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR, Acting, system
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.organisations.tests.factories import OrganisationFactory
from tandem.market.ads import services, tasks
from tandem.market.ads.enums import AdStatus, CancellationCode
from tandem.market.ads.models import Ad, AdStatusChange
from tandem.market.ads.tests.factories import AdFactory

NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)
PLATFORM = system("test")

pytestmark = pytest.mark.django_db


def noted():
    return set(SearchChange.objects.order_by("pk").values_list("object_id", flat=True))


class TestTransition:
    def test_leaves_a_row_that_says_who_and_when(self):
        owner = OrganisationFactory(employer=True)
        acting = Acting(capacity=Capacity.EMPLOYER, user_id=UserFactory().pk, organisation_id=owner.pk)
        ad = AdFactory(owner=owner)

        services.transition(acting, ad_id=ad.pk, to=AdStatus.REFINING, now=NOW)

        ad.refresh_from_db()
        step = AdStatusChange.objects.get()
        assert ad.status == AdStatus.REFINING
        assert (step.from_status, step.to_status, step.at) == ("PUBLISHED_PUBLIC", "REFINING", NOW)
        assert (step.user_id, step.organisation_id, step.capacity) == (acting.user_id, owner.pk, "employer")
        assert noted() == {str(ad.pk)}

    def test_refuses_a_step_that_the_table_does_not_know(self):
        ad = AdFactory(withdrawn=True)

        with pytest.raises(services.StepNotAllowed):
            services.transition(PLATFORM, ad_id=ad.pk, to=AdStatus.REFINING, now=NOW)

        assert not AdStatusChange.objects.exists()

    @pytest.mark.parametrize("capacity", [Capacity.VISITOR, Capacity.EMPLOYER, Capacity.SELF])
    def test_hides_the_ads_of_others(self, capacity):
        ad = AdFactory(owner=OrganisationFactory(employer=True))
        stranger = Acting(capacity=capacity, organisation_id=OrganisationFactory(employer=True).pk)

        for acting in (stranger, VISITOR):
            with pytest.raises(Hidden):
                services.transition(acting, ad_id=ad.pk, to=AdStatus.ARCHIVED, now=NOW)


class TestPublish:
    @pytest.mark.parametrize(
        ("traits", "status"),
        [
            ({}, AdStatus.PUBLISHED_PUBLIC),
            ({"publication_starts_on": datetime.date(2026, 3, 11)}, AdStatus.REFINING),
            (
                {"reporting_obligation": True, "reporting_obligation_ends_on": datetime.date(2026, 3, 10)},
                AdStatus.PUBLISHED_RESTRICTED,
            ),
        ],
    )
    def test_goes_where_the_dates_say(self, traits, status):
        ad = AdFactory(refining=True, **traits)

        assert services.publish(PLATFORM, ad_id=ad.pk, now=NOW).status == status

    def test_asks_until_when_an_obliged_ad_is_restricted(self):
        ad = AdFactory(refining=True, reporting_obligation=True)

        with pytest.raises(services.ObligationWithoutEnd):
            services.publish(PLATFORM, ad_id=ad.pk, now=NOW)


class TestCancel:
    def test_says_when_and_why_and_only_once(self):
        ad = AdFactory()

        for _again in range(2):
            services.cancel(PLATFORM, ad_id=ad.pk, code=CancellationCode.OCCUPIED_OTHER, now=NOW)

        ad.refresh_from_db()
        assert (ad.status, ad.cancelled_on, ad.cancellation_code) == ("CANCELLED", NOW.date(), "OCCUPIED_OTHER")
        assert AdStatusChange.objects.count() == 1


class TestFollowTheCalendar:
    def test_does_what_a_new_day_changes_and_nothing_twice(self):
        due = AdFactory(refining=True)
        waiting = AdFactory(refining=True, publication_starts_on=datetime.date(2026, 3, 11))
        without_end = AdFactory(refining=True, reporting_obligation=True)
        opened = AdFactory(restricted=True)
        still_restricted = AdFactory(restricted=True, reporting_obligation_ends_on=datetime.date(2026, 3, 10))
        expired = AdFactory(publication_ends_before=datetime.date(2026, 3, 10))

        first = services.follow_the_calendar(PLATFORM, now=NOW)
        second = services.follow_the_calendar(PLATFORM, now=NOW)

        assert first == {"published": 1, "opened": 1, "closed": 1}
        assert second == {"published": 0, "opened": 0, "closed": 0}
        assert noted() == {str(due.pk), str(opened.pk), str(expired.pk)}
        statuses = dict(Ad.objects.values_list("pk", "status").order_by("pk"))
        assert statuses[waiting.pk] == statuses[without_end.pk] == "REFINING"
        assert statuses[still_restricted.pk] == "PUBLISHED_RESTRICTED"
        assert (statuses[due.pk], statuses[expired.pk]) == ("PUBLISHED_PUBLIC", "ARCHIVED")

    def test_is_done_by_a_task_that_may_run_twice(self, clock):
        clock.freeze(NOW)
        ad = AdFactory(publication_ends_before=datetime.date(2026, 3, 10))

        for _again in range(2):
            tasks.follow_the_calendar(timestamp=0, a_later_argument=True)

        ad.refresh_from_db()
        assert ad.status == AdStatus.ARCHIVED
        assert AdStatusChange.objects.get().capacity == Capacity.SYSTEM
