"""A helper's pages about somebody's efforts, under a mandate."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.efforts.tests.factories import ANSWERS, EffortFactory
from tandem.foundation.clock import now, today
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Presence, Purpose, Reach
from tandem.identity.mandates.tests.factories import a_person, browser_of_helper


def filled() -> dict:
    return {**ANSWERS, "applied_on": today().isoformat()}


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def helped(person):
    """The helper's browser: `helped(Reach.PREPARE)`."""
    return lambda reach: browser_of_helper(person, Purpose.EFFORTS, reach, now=now())


def noted(person) -> str:
    return reverse("efforts:of", args=[person.pk])


def new(person) -> str:
    return reverse("efforts:new_for", args=[person.pk])


class TestNote:
    def test_writes_in_her_place_under_his_name_and_sends_nothing(self, person, helped):
        client = helped(Reach.PREPARE)
        assertContains(client.get(new(person)), "You write in place of")

        assertContains(client.post(new(person), filled(), follow=True), "Nothing was sent.")

        effort = Effort.objects.get(person=person)
        assert effort.presence == Presence.IN_PLACE
        assert effort.written_by != person.user
        assert not Proof.objects.exists()

    def test_is_seen_by_her_with_his_name(self, client, person, helped):
        helped(Reach.PREPARE).post(new(person), filled())
        effort = Effort.objects.get(person=person)
        client.force_login(person.user)

        assertContains(client.get(reverse("efforts:month", args=[month_of(today())])), effort.written_by.name)

    def test_asks_before_the_same_is_noted_twice(self, person, helped):
        client = helped(Reach.PREPARE)
        for _number in range(2):
            shown = client.post(new(person), filled())
        assertContains(shown, "already. If this is another application")
        assert Effort.objects.count() == 1

        client.post(new(person), {**filled(), "same": "1", "another": "1"})
        assert Effort.objects.count() == 2

    def test_keeps_what_was_typed_when_something_is_missing(self, person, helped):
        shown = helped(Reach.PREPARE).post(new(person), {**filled(), "job_title": ""})

        assertContains(shown, 'value="Muster AG"')
        assert not Effort.objects.exists()

    def test_needs_a_mandate_that_lets_him_prepare(self, person, helped):
        assert helped(Reach.READ).get(new(person)).status_code == 404
        assert helped(Reach.PREPARE).get(new(a_person())).status_code == 404


class TestNoted:
    def test_shows_what_is_noted_and_who_wrote_it(self, person, helped):
        EffortFactory(person=person, applied_on=today(), company="Muster AG", written_by=person.user)
        shown = helped(Reach.READ).get(noted(person))

        assertContains(shown, "Muster AG")
        assertContains(shown, person.user.name)
        assertNotContains(shown, new(person))

    def test_leads_to_the_question_where_he_may_send(self, person, helped):
        ask = reverse("confirmations:ask", args=[person.pk, "efforts", f"{today():%Y-%m}"])
        assertContains(helped(Reach.SEND_WITH_CONFIRMATION).get(noted(person)), ask)
        assertNotContains(helped(Reach.PREPARE).get(noted(person)), ask)

    def test_is_reached_from_the_page_about_the_person(self, person, helped):
        assertContains(helped(Reach.READ).get(reverse("people:person", args=[person.pk])), noted(person))

    def test_shows_another_month(self, person, helped):
        client = helped(Reach.READ)
        other = client.get(noted(person)).context["other"]
        EffortFactory(person=person, applied_on=other, company="Muster AG", written_by=person.user)

        assertContains(client.get(reverse("efforts:of_month", args=[person.pk, other])), "Muster AG")
        assertNotContains(client.get(noted(person)), "Muster AG")

    def test_is_no_page_of_the_office(self, client, person):
        client.force_login(person.counsellor.user)

        assert client.get(noted(person)).status_code == 404

    def test_costs_the_same_for_one_and_for_many(self, person, helped):
        client = helped(Reach.READ)

        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get(noted(person))
            return len(captured)

        EffortFactory(person=person, applied_on=today(), written_by=person.user)
        cost()
        one = cost()
        for _number in range(5):
            EffortFactory(person=person, applied_on=today(), written_by=person.user)
        assert cost() == one
