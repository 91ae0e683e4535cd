"""Whoever works with other people's files has a second factor; a jobseeker is asked and may wait."""

import datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.clock import now
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors import selectors, services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.models import FactorSettings
from tandem.identity.factors.tests.factories import KeyFactory, as_account, prove, with_app
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory

INDEX = "/en/how-you-log-in/"
STAFF = [{}, {"fund_officer": True}, {"helper": True}, {"provider": True}, {"operator": True}]


class TestStaff:
    @pytest.fixture(params=STAFF, ids=str)
    def member(self, request):
        return MembershipFactory(second_factor=False, user__with_password=True, **request.param).user

    @pytest.mark.parametrize("name", ["homes:home", "people:me", "ads:search", "counselling:caseload"])
    def test_is_led_to_the_choice_from_every_page(self, client, member, name):
        client.force_login(member)

        assertRedirects(client.get(reverse(name)), INDEX)

    def test_is_told_why(self, client, member):
        client.force_login(member)

        assertContains(client.get(INDEX), "A password alone does not protect them.")

    def test_reaches_the_way_out_and_her_language(self, client, member):
        client.force_login(member)

        assert client.get(reverse("accounts:language")).status_code == 200
        assert client.post(reverse("account_logout")).url == "/en/"

    def test_goes_on_once_she_has_one(self, client, member):
        client.force_login(member)
        client.get(INDEX)
        with_app(member)

        assert client.get("/en/").status_code == 200

    def test_cannot_say_not_now(self, client, member):
        client.force_login(member)
        client.post(reverse("factors:not_now"))

        assertRedirects(client.get("/en/"), INDEX)

    def test_is_not_asked_again_with_each_page(self, client, member, django_assert_num_queries):
        with_app(member)
        client.force_login(member)
        client.get(INDEX)
        client.get("/en/")

        assert client.session["factors.has_one"]


class TestOthers:
    @pytest.mark.parametrize("trait", ["employer", "agency"])
    def test_companies_may_choose(self, client, trait):
        client.force_login(MembershipFactory(second_factor=False, **{trait: True}).user)

        assert client.get("/en/").status_code == 200


class TestJobseeker:
    @pytest.fixture
    def user(self):
        return PersonFactory(with_account=True, user__with_password=True).user

    @pytest.fixture
    def enter(self, client, user):
        return lambda: client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})

    def test_is_asked_at_home_and_goes_where_she_likes(self, client, enter):
        enter()

        assertContains(client.get("/en/"), "Protect your account with a second step")
        assertNotContains(client.get(reverse("people:me")), "Protect your account")

    def test_may_wait_for_thirty_days(self, client, user, enter, clock):
        began = clock.freeze("2026-04-02 09:00")
        enter()

        client.post(reverse("factors:not_now"))
        assertNotContains(client.get("/en/"), "Protect your account")
        client.logout()
        enter()
        assertNotContains(client.get("/en/"), "Protect your account")

        client.logout()
        clock.freeze(began + datetime.timedelta(days=30))
        enter()
        assertContains(client.get("/en/"), "Protect your account")

    def test_is_not_asked_once_she_has_one(self, client, user, enter):
        with_app(user)
        client.force_login(user)

        assertNotContains(client.get("/en/"), "Protect your account")

    def test_is_asked_no_more_when_she_has_chosen_in_this_session(self, client, user):
        prove(client, user)
        client.post(reverse("factors:list"))

        assertNotContains(client.get("/en/"), "Protect your account")


class TestPostpone:
    def test_is_about_ones_own_account(self, client):
        client.force_login(UserFactory())
        client.post(reverse("factors:not_now"))

        assert FactorSettings.objects.get().postponed_until > now() + datetime.timedelta(days=29)


def factors_of(user):
    return {way.factor for way in selectors.ways_of(user.pk)}


class TestRemoval:
    def test_of_the_last_one_is_refused_to_whoever_works_with_files(self, client):
        user = with_app(MembershipFactory(second_factor=False).user)
        prove(client, user)

        page = client.post(reverse("factors:remove", args=["app"]), follow=True)

        assertContains(page, "this is your last one. Nothing was changed.")
        assert factors_of(user) == {Factor.APP}

    def test_of_the_last_key_is_refused_the_same(self, client):
        key = KeyFactory(user=MembershipFactory(second_factor=False).user)
        services.make_recovery_codes(as_account(key.user), now=now())
        prove(client, key.user)

        client.post(reverse("factors:one_key", args=[key.pk]), {"remove": "1"})

        assert Factor.KEY in factors_of(key.user)

    def test_of_one_of_two_is_not(self, client):
        user = with_app(MembershipFactory().user)
        prove(client, user)

        client.post(reverse("factors:remove", args=["app"]))

        assert factors_of(user) == {Factor.LIST}
