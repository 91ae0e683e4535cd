import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity
from tandem.identity.access.types import VISITOR, Acting
from tandem.identity.organisations.tests.factories import OrganisationFactory
from tandem.market.ads import selectors
from tandem.market.ads.tests.factories import AdFactory, AdOccupationFactory, AdTextFactory

DAY = datetime.date(2026, 3, 10)

pytestmark = pytest.mark.django_db


class TestVisibleByIds:
    def test_keeps_the_order_and_leaves_out_what_is_not_open(self):
        first, closed, second = AdFactory(), AdFactory(archived=True), AdFactory()
        ids = [second.pk, uuid.uuid4(), closed.pk, str(first.pk)]

        assert [ad.pk for ad in selectors.visible_by_ids(VISITOR, ids, on=DAY)] == [second.pk, first.pk]

    def test_costs_the_same_for_one_and_for_fifty(self):
        def cost(ids):
            with CaptureQueriesContext(connection) as queries:
                for ad in selectors.visible_by_ids(VISITOR, ids, on=DAY):
                    ad.text_for("fr")
                    list(ad.occupations.all())
            return len(queries)

        ids = [ad.pk for ad in AdFactory.create_batch(50)]
        for ad_id in ids:
            AdOccupationFactory(ad_id=ad_id, ad=None)

        assert cost(ids[:1]) == cost(ids)


class TestVisibleVersions:
    def test_are_those_of_the_ads_that_each_actor_may_read_on_each_day(self):
        owner, rival = OrganisationFactory(employer=True), OrganisationFactory(employer=True)
        traits = ({}, {"restricted": True}, {"archived": True}, {"withdrawn": True}, {"refining": True})
        ids = [AdFactory(owner=whose, **trait).pk for whose in (owner, rival) for trait in traits]
        actors = [
            VISITOR,
            Acting(capacity=Capacity.SELF, user_id=1, person_id=1, request_id="first"),
            Acting(capacity=Capacity.EMPLOYER, user_id=2, organisation_id=owner.pk),
            Acting(capacity=Capacity.EMPLOYER, user_id=2, organisation_id=rival.pk),
        ]
        days = [DAY + datetime.timedelta(days=days) for days in (-30, 0, 90)]

        for acting in actors:
            for on in days:
                ads = selectors.visible_by_ids(acting, ids, on=on)
                versions = selectors.visible_versions(acting, ids, on=on)
                read = [(uuid.UUID(ad_id), datetime.datetime.fromisoformat(changed)) for ad_id, changed in versions]
                assert read == [(ad.pk, ad.updated_at) for ad in ads]

        assert len({len(selectors.visible_versions(acting, ids, on=DAY)) for acting in actors[:2]}) == 2

    def test_remember_no_permission(self):
        ad = AdFactory()
        before = selectors.visible_versions(VISITOR, [ad.pk], on=DAY)

        type(ad).objects.filter(pk=ad.pk).update(public_display=False)

        assert len(before) == 1
        assert selectors.visible_versions(VISITOR, [str(ad.pk)], on=DAY) == []

    def test_of_nothing_are_none(self):
        assert selectors.visible_versions(VISITOR, [], on=DAY) == []


class TestVisibleAd:
    @pytest.mark.parametrize("traits", [{"withdrawn": True}, {"restricted": True}, {"refining": True}])
    def test_hides_what_the_visitor_may_not_see(self, traits):
        with pytest.raises(Hidden):
            selectors.visible_ad(VISITOR, AdFactory(**traits).pk, on=DAY)

    def test_hides_what_does_not_exist_alike(self):
        with pytest.raises(Hidden):
            selectors.visible_ad(VISITOR, uuid.uuid4(), on=DAY)


class TestAdFacts:
    def facts(self, ad, language="de"):
        return selectors.ad_facts(VISITOR, ad.pk, language, on=DAY)

    def test_say_whom_where_and_how(self):
        facts = self.facts(AdFactory(with_parts=True))

        assert (facts.title, facts.language) == ("Köchin / Koch EFZ", "de")
        assert (facts.company, facts.street, facts.house_number) == ("Gasthof Muster", "Musterstrasse", "7")
        assert (facts.postal_code, facts.locality, facts.country) == ("3007", "Bern", "CH")
        assert (facts.email, facts.phone) == ("bewerbung@example.ch", "+41310000000")
        assert facts.contact == "Erika Muster"
        assert (facts.workload_min, facts.workload_max) == (80, 100)

    def test_prefer_the_address_for_applications(self):
        ad = AdFactory(with_parts=True, apply_channel__post_city="Thun", apply_channel__post_name="Personaldienst")

        facts = self.facts(ad)

        assert (facts.company, facts.locality) == ("Personaldienst", "Thun")

    def test_of_a_bare_ad_are_its_place_and_nothing_invented(self):
        facts = self.facts(AdFactory())

        assert (facts.street, facts.locality, facts.email, facts.contact) == ("", "Bern", "", "")

    def test_keep_the_secret_of_an_anonymous_company(self):
        facts = self.facts(AdFactory(with_parts=True, company_anonymous=True))

        assert (facts.company, facts.street, facts.locality) == ("", "", "Bern")

    def test_take_the_readers_language_when_the_ad_speaks_it(self):
        ad = AdFactory()
        AdTextFactory(ad=ad, language="it", title="Cuoca / cuoco AFC")

        assert self.facts(ad, "it").title == "Cuoca / cuoco AFC"
        assert self.facts(ad, "fr").language == "de"
