import datetime
import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.identity.organisations.tests.factories import MembershipFactory, OrganisationFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.market.ads.tests.factories import AdFactory, AdOccupationFactory, AdTextFactory

DAY = datetime.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def in_march(clock):
    clock.freeze("2026-03-10 12:00")


def page(client, ad, language="de", **query):
    return client.get(f"/{language}/jobs/{ad.pk}/", query)


def json_ld(response):
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', response.content, re.DOTALL)
    return json.loads(found[1]) if found else None


@pytest.mark.django_db
class TestAdPage:
    def test_shows_what_the_ad_says_in_its_own_language(self, client):
        ad = AdFactory(with_parts=True, with_salary=True)

        response = page(client, ad, language="fr")

        content = html.unescape(response.content.decode())
        assert response.status_code == 200
        assert '<h1 class="govuk-heading-l" lang="de">Köchin / Koch EFZ</h1>' in content
        assert "<li>Sie planen den Einkauf.</li>" in content
        assert "80–100 %" in content
        assert "CHF\xa04'200.00 – CHF\xa04'800.00" in content
        assert "bewerbung@example.ch" in content

    def test_never_shows_what_is_confidential(self, client):
        ad = AdFactory(with_parts=True)

        content = page(client, ad).content.decode()

        assert "Erika" in content
        assert not re.search("Verborgen|Vertraulich|intern@", content)

    def test_offers_the_other_languages_of_the_ad(self, client):
        ad = AdFactory()
        AdTextFactory(ad=ad, language="fr", title="Cuisinière / cuisinier CFC")

        german, french = page(client, ad), page(client, ad, text="fr")

        assert 'href="?text=fr"' in german.content.decode()
        assert "Cuisinière / cuisinier CFC" in french.content.decode()
        assert 'hreflang="de"' in german.content.decode()

    def test_a_language_that_the_ad_does_not_speak_is_not_found(self, client):
        assert page(client, AdFactory(), text="it").status_code == 404

    def test_a_script_in_an_ad_stays_text(self, client):
        hostile = '</script><script>alert("x")</script>'
        ad = AdFactory(
            text__title=hostile,
            text__description=f"{hostile}\n\n[x](javascript:alert(1)) ![x](https://example.com/t.gif)",
        )

        response = page(client, ad)

        assert b"<script>alert" not in response.content
        assert b'href="javascript' not in response.content
        assert b"<img" not in response.content
        assert json_ld(response)["title"] == hostile

    def test_tells_search_engines_what_it_knows(self, client):
        ad = AdFactory(with_parts=True, with_salary=True)

        posting = json_ld(page(client, ad))

        assert posting["@type"] == "JobPosting"
        assert (posting["datePosted"], posting["validThrough"]) == ("2026-03-02", "2026-05-01T23:59:59")
        assert posting["hiringOrganization"]["name"] == "Gasthof Muster"
        assert posting["jobLocation"]["address"]["addressLocality"] == "Bern"
        assert posting["baseSalary"]["value"] == {
            "@type": "QuantitativeValue",
            "minValue": 4200.0,
            "maxValue": 4800.0,
            "unitText": "MONTH",
        }

    @pytest.mark.parametrize("traits", [{"archived": True}, {"publication_ends_before": DAY}])
    def test_a_closed_ad_is_gone_but_says_what_it_was(self, client, traits):
        ad = AdFactory(with_parts=True, **traits)

        response = page(client, ad)

        assert response.status_code == 410
        assert "Köchin" in response.content.decode()
        assert "bewerbung@example.ch" not in response.content.decode()
        assert json_ld(response) is None
        assert b'content="noindex"' in response.content

    @pytest.mark.parametrize(
        "traits",
        [{"withdrawn": True}, {"refining": True}, {"publication_starts_on": DAY + datetime.timedelta(days=1)}],
    )
    def test_an_ad_that_is_not_public_looks_missing(self, client, traits):
        assert page(client, AdFactory(**traits)).status_code == 404

    def test_a_restricted_ad_is_for_people_who_look_for_work(self, client):
        ad = AdFactory(restricted=True)
        person = PersonFactory(with_account=True)

        to_visitor = page(client, ad)
        client.force_login(person.user)
        to_jobseeker = page(client, ad)

        assert (to_visitor.status_code, to_jobseeker.status_code) == (404, 200)
        assert json_ld(to_jobseeker) is None

    def test_an_owner_sees_her_ad_before_it_is_public_and_reads_where_it_stands(self, client):
        membership = MembershipFactory(employer=True)
        ad = AdFactory(refining=True, owner=membership.organisation)
        client.force_login(membership.user)

        response = page(client, ad, language="en")

        assert response.status_code == 200
        assert "Being prepared for publication" in response.content.decode()
        assert json_ld(response) is None

    def test_another_employer_cannot_tell_that_the_ad_exists(self, client):
        ad = AdFactory(refining=True, owner=OrganisationFactory(employer=True))
        client.force_login(MembershipFactory(employer=True).user)

        assert page(client, ad).status_code == 404

    def test_says_so_when_the_ad_does_not_say_how_to_apply(self, client):
        assert "does not say how to apply" in page(client, AdFactory(), language="en").content.decode()

    def test_names_no_company_that_wants_no_name(self, client):
        ad = AdFactory(with_parts=True, company_anonymous=True)

        response = page(client, ad)

        assert "Gasthof Muster" not in response.content.decode()
        assert json_ld(response)["hiringOrganization"] == "confidential"

    def test_costs_the_same_for_one_text_and_for_four(self, client):
        ad = AdFactory(with_parts=True)
        AdOccupationFactory(ad=ad, rank=1)
        page(client, ad)

        def cost():
            with CaptureQueriesContext(connection) as queries:
                page(client, ad)
            return len(queries)

        one = cost()
        for language in ("fr", "it", "en"):
            AdTextFactory(ad=ad, language=language)

        assert cost() == one

    def test_has_an_address_in_each_language(self, client):
        ad = AdFactory()

        assert reverse("ads:detail", args=[ad.pk]).endswith(f"/jobs/{ad.pk}/")
        assert [page(client, ad, language=code).status_code for code in ("de", "fr", "it", "en")] == [200] * 4
