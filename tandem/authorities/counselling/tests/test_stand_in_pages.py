import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tandem.identity.access.tests.factories import NOON
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.models import StandIn
from tandem.identity.people.tests.factories import PersonFactory, StandInFactory

LIST = "/en/stand-ins/"
NEW = "/en/stand-ins/new/"


@pytest.fixture(autouse=True)
def noon(clock):
    """3 April 2026."""
    clock.freeze(NOON)


@pytest.fixture
def counsellor(client):
    membership = MembershipFactory(user__name="Renata Muster")
    client.force_login(membership.user)
    return membership


@pytest.fixture
def colleague(counsellor):
    return MembershipFactory(organisation=counsellor.organisation, user__name="Ueli Beispiel")


def day(name, date):
    return {f"{name}_day": date.day, f"{name}_month": date.month, f"{name}_year": date.year}


def typed(counsellor, substitute, *, first=datetime.date(2026, 4, 6), last=datetime.date(2026, 4, 17), **facts):
    return {
        "counsellor_id": counsellor.pk,
        "substitute_id": substitute.pk,
        "reason": "holiday",
        **day("starts_on", first),
        **day("last_day", last),
        **facts,
    }


class TestStandIn:
    def test_is_arranged_by_the_counsellor_and_seen_by_the_person(self, client, counsellor, colleague):
        person = PersonFactory(counsellor=counsellor, with_account=True)

        response = client.post(NEW, typed(counsellor, colleague), follow=True)

        assertContains(response, "The stand-in is set. It ends by itself.")
        assertContains(response, "17.4.2026")
        client.force_login(person.user)
        assertContains(
            client.get(reverse("people:me")),
            "Ueli Beispiel, from 6 April 2026 to 17 April 2026. Reason: On holiday.",
        )

    def test_includes_the_last_day_and_ends_at_its_midnight(self, client, counsellor, colleague, clock):
        person = PersonFactory(counsellor=counsellor)
        client.post(NEW, typed(counsellor, colleague, last=datetime.date(2026, 4, 6)))
        page = reverse("people:person", args=[person.pk])
        answers = []
        for moment in ("2026-04-05 23:59", "2026-04-06 00:00", "2026-04-06 23:59", "2026-04-07 00:00"):
            clock.freeze(moment)
            client.force_login(colleague.user)
            answers.append(client.get(page).status_code)

        assert answers == [404, 200, 200, 404]

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"substitute_id": ""}, "Select a colleague."),
            ({"reason": ""}, "Select a reason."),
            ({"reason": "flu"}, "flu"),
            ({"last_day_day": "31"}, "Write a day, a month and a year that exist"),
            ({"starts_on_day": "", "starts_on_month": "", "starts_on_year": ""}, "Write the first day."),
            ({"starts_on_day": "2"}, "A stand-in begins today or later"),
            ({"last_day_year": "2027"}, "lasts six months at most"),
        ],
    )
    def test_says_what_to_mend_and_keeps_the_answers(self, client, counsellor, colleague, facts, sentence):
        response = client.post(NEW, {**typed(counsellor, colleague), **facts})

        assertContains(response, sentence)
        assert not StandIn.objects.exists()

    def test_refuses_herself_and_a_forged_colleague(self, client, counsellor):
        for forged in (counsellor, MembershipFactory()):
            client.post(NEW, typed(counsellor, forged))
        client.force_login(MembershipFactory(organisation=counsellor.organisation, manager=True).user)

        response = client.post(NEW, typed(counsellor, counsellor))

        assertContains(response, "Only somebody else who works at your office")
        assert not StandIn.objects.exists()

    def test_cannot_be_arranged_for_a_colleague_except_by_the_manager(self, client, counsellor, colleague):
        client.post(NEW, typed(colleague, counsellor))
        assert not StandIn.objects.exists()

        client.force_login(MembershipFactory(organisation=counsellor.organisation, manager=True).user)
        client.post(NEW, typed(colleague, counsellor))
        assert StandIn.objects.get().counsellor == colleague

    def test_for_one_file_is_for_that_file(self, client, counsellor, colleague):
        person = PersonFactory(counsellor=counsellor, family_name="Zbinden")
        url = reverse("counselling:stand_in_for_file", args=[person.pk])
        assertContains(client.get(url), "Zbinden")

        client.post(url, typed(counsellor, colleague, reason="one_matter"))

        assert StandIn.objects.get().person == person
        assertContains(client.get(LIST), "Zbinden")

    def test_for_one_file_is_hidden_from_a_colleague(self, client, counsellor, colleague):
        person = PersonFactory(counsellor=colleague)
        url = reverse("counselling:stand_in_for_file", args=[person.pk])

        assert client.get(url).status_code == 404
        assert client.post(url, typed(colleague, counsellor)).status_code == 404
        assert not StandIn.objects.exists()


class TestList:
    def test_shows_what_concerns_the_reader_and_all_to_a_manager(self, client, counsellor, colleague):
        third = MembershipFactory(organisation=counsellor.organisation, user__name="Dora Demo")
        StandInFactory(counsellor=colleague, substitute=third)
        assertNotContains(client.get(LIST), "Dora Demo")

        client.force_login(MembershipFactory(organisation=counsellor.organisation, manager=True).user)
        assertContains(client.get(LIST), "Dora Demo")

    def test_ends_one_at_once(self, client, counsellor, colleague):
        stand_in = StandInFactory(counsellor=counsellor, substitute=colleague)

        response = client.post(reverse("counselling:end_stand_in", args=[stand_in.pk]), follow=True)

        assertContains(response, "The stand-in has ended.")
        assertContains(response, "Nobody stands in")

    def test_lets_nobody_else_end_one(self, client, counsellor, colleague):
        stand_in = StandInFactory(
            counsellor=colleague, substitute=MembershipFactory(organisation=counsellor.organisation)
        )

        assert client.post(reverse("counselling:end_stand_in", args=[stand_in.pk])).status_code == 404

    def test_costs_the_same_for_one_and_for_many(self, client, counsellor, colleague):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(LIST).status_code == 200
            return len(queries)

        StandInFactory(counsellor=counsellor, substitute=colleague)
        cost()
        cost_of_one = cost()
        for month in (5, 6, 7, 8):
            StandInFactory(
                counsellor=counsellor,
                substitute=colleague,
                starts_on=datetime.date(2026, month, 1),
                ends_before=datetime.date(2026, month, 9),
            )

        assert cost() == cost_of_one

    @pytest.mark.parametrize("trait", ["fund_officer", "helper", "employer"])
    def test_is_hidden_from_others(self, client, trait):
        client.force_login(MembershipFactory(**{trait: True}).user)

        assert client.get(LIST).status_code == 404
        assert client.get(NEW).status_code == 404


def test_the_caseload_says_for_whom_a_file_is_looked_after(client, counsellor, colleague):
    PersonFactory(counsellor=colleague, family_name="Zbinden", canton="FR")
    StandInFactory(counsellor=colleague, substitute=counsellor)

    assertContains(client.get("/en/caseload/"), "for Ueli Beispiel")
