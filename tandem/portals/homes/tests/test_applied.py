"""From an ad into the list of somebody who applied, by a helper whose mandate lets him."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import ANSWERS
from tandem.foundation.clock import now, today
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.mandates.tests.factories import a_person, browser_of_helper
from tandem.market.ads.tests.factories import AdFactory


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def ad():
    return AdFactory(publication_starts_on=today(), publication_ends_before=today() + datetime.timedelta(days=1))


def test_leads_to_the_person_and_knows_what_the_ad_says(person, ad):
    client = browser_of_helper(person, Purpose.EFFORTS, Reach.PREPARE, now=now())
    whom = reverse("efforts:for_whom", args=["ad", ad.pk])
    assertContains(client.get(reverse("ads:detail", args=[ad.pk])), whom)

    page = reverse("efforts:new_from_for", args=[person.pk, "ad", ad.pk])
    assertContains(client.get(whom), page)
    assertContains(client.get(page), f'value="{ad.company_name}"')
    client.post(page, {**ANSWERS, "applied_on": today().isoformat()})

    effort = Effort.objects.get(person=person)
    assert (effort.source_ad_id, effort.presence) == (ad.pk, Presence.IN_PLACE)


def test_names_only_whose_mandate_lets_him_note_it(person, ad):
    client = browser_of_helper(person, Purpose.EFFORTS, Reach.READ, now=now())

    assertNotContains(client.get(reverse("efforts:for_whom", args=["ad", ad.pk])), person.name)
    assert client.get(reverse("efforts:new_from_for", args=[person.pk, "ad", ad.pk])).status_code == 404


def test_of_an_unknown_source_is_not_found(person, ad):
    client = browser_of_helper(person, Purpose.EFFORTS, Reach.PREPARE, now=now())

    assert client.get(reverse("efforts:for_whom", args=["nothing", ad.pk])).status_code == 404
    assert client.get(reverse("efforts:new_from_for", args=[person.pk, "ad", "x"])).status_code == 404
