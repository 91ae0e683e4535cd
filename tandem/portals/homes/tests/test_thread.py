"""The thread through all floors: an ad, an effort, a proof, a counsellor, and the person who sees who looked."""

import datetime

import pytest
from django.urls import reverse

from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import ANSWERS, EffortFactory
from tandem.foundation import slots
from tandem.identity.access.middleware import acting_of
from tandem.identity.access.types import VISITOR
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.market.ads.tests.factories import AdFactory

MARCH = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def noon(clock):
    """The proof of March is due on 7 April in Zurich."""
    clock.freeze("2026-04-03 12:00")


@pytest.fixture
def ad():
    return AdFactory(publication_starts_on=MARCH, publication_ends_before=None)


@pytest.fixture
def person():
    return PersonFactory(with_account=True, with_counsellor=True, canton="ZH", given_name="Nora", family_name="Muster")


def button(rf, ad, user=None) -> str:
    """What the roof writes into the place that an ad's page leaves open."""
    request = rf.get("/en/")
    request.id = "test"
    request.session = {}
    if user is None:
        request.acting = VISITOR
    else:
        request.user = user
        request.acting = acting_of(request)
    return slots.render("ads.detail.actions", request, ad_id=ad.pk)


class TestButtonOnAnAd:
    def test_lets_the_person_note_that_she_applied(self, rf, ad, person):
        assert reverse("efforts:new_from", args=["ad", ad.pk]) in button(rf, ad, person.user)

    def test_remembers_that_she_did(self, rf, ad, person):
        EffortFactory(person=person, source_ad_id=ad.pk)

        words = button(rf, ad, person.user)

        assert "17 March 2026" in words
        assert reverse("efforts:month", args=[MARCH]) in words

    def test_shows_nobody_the_efforts_of_another(self, rf, ad, person):
        EffortFactory(source_ad_id=ad.pk)

        assert "17 March 2026" not in button(rf, ad, person.user)

    def test_leads_a_visitor_to_the_login_and_back(self, rf, ad):
        words = button(rf, ad)

        assert reverse("account_login") in words
        assert str(ad.pk) in words

    def test_offers_a_counsellor_nothing(self, rf, ad):
        assert "<a" not in button(rf, ad, MembershipFactory().user)


def test_from_an_ad_to_the_counsellor_and_back_to_the_person(client, ad, person):
    # She applied, and notes it: what the ad knows is filled in already.
    client.force_login(person.user)
    note = reverse("efforts:new_from", args=["ad", ad.pk])
    form = client.get(note).context["form"]
    assert form["company"].value() == ad.company_name
    known = {name: form[name].value() for name in ("company", "job_title", "locality") if form[name].value()}
    client.post(note, {**ANSWERS, **known})
    effort = Effort.objects.get()
    assert (effort.source_ad_id, effort.company) == (ad.pk, ad.company_name)

    # The month says how many and until when; she files it and holds a receipt.
    month = client.get(reverse("efforts:month", args=[MARCH])).content.decode()
    assert "1 of 10" in month
    assert "Tuesday 7 April 2026" in month
    page = client.get(reverse("efforts:file", args=[MARCH]))
    receipt = client.post(reverse("efforts:file", args=[MARCH]), {"seen": page.context["seen"]}, follow=True)
    number = receipt.context["proof"].number
    assert number in receipt.content.decode()

    # Her counsellor sees that she filed, and opens it.
    client.force_login(person.counsellor.user)
    assert "Muster Nora" in client.get(reverse("counselling:caseload"), {"show": "filed"}).content.decode()
    opened = client.get(reverse("counselling:efforts", args=[person.pk, MARCH])).content.decode()
    assert effort.company in opened
    assert number in opened

    # She sees who looked.
    client.force_login(person.user)
    looked = client.get(reverse("access:who_looked")).content.decode()
    assert person.counsellor.user.name in looked
    assert person.office.name in looked


class TestHomes:
    def test_of_a_person_shows_the_month_and_the_one_thing_to_do(self, client, person):
        EffortFactory(person=person)
        client.force_login(person.user)

        page = client.get(reverse("homes:home")).content.decode()

        assert "File this proof by Tuesday 7 April 2026" in page
        assert reverse("efforts:month", args=[MARCH]) in page

    def test_of_a_counsellor_counts_her_duties(self, client, person):
        client.force_login(person.counsellor.user)

        duties = client.get(reverse("homes:home")).context["duties"]

        assert (duties.month, duties.files, duties.filed, duties.waiting, duties.late) == (MARCH, 1, 0, 1, 0)

    @pytest.mark.parametrize("capacity", ["fund_officer", "employer", "agency", "provider", "helper", "operator"])
    def test_of_everybody_else_are_honest_about_today(self, client, capacity):
        client.force_login(MembershipFactory(**{capacity: True}).user)

        assert client.get(reverse("homes:home")).status_code == 200

    def test_of_an_operator_says_that_nobody_looks_for_viruses(self, client):
        sentence = "Nobody looks for viruses"
        for capacity, is_told in (("operator", True), ("fund_officer", False)):
            client.force_login(MembershipFactory(**{capacity: True}).user)
            page = client.get(reverse("homes:home")).content.decode()
            assert (sentence in page) is is_told

    def test_of_a_visitor_search_and_lead_in(self, client):
        page = client.get(reverse("homes:home")).content.decode()

        assert reverse("ads:search") in page
        assert reverse("account_login") in page

    @pytest.mark.parametrize(
        ("accepted", "language"), [("fr-CH,fr;q=0.9", "fr"), ("it", "it"), ("ja", "de"), ("", "de")]
    )
    def test_are_found_in_the_readers_language(self, client, accepted, language):
        assert client.get("/", headers={"accept-language": accepted})["Location"] == f"/{language}/"
