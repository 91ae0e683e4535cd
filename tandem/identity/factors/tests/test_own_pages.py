"""How you log in: see, prefer, remove, confirm."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from fido2.utils import websafe_decode
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.clock import now
from tandem.identity.accounts.signals import news_without_channel
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors import selectors, services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.models import FactorSettings
from tandem.identity.factors.tests.factories import (
    CodeListFactory,
    KeyFactory,
    app_code,
    as_account,
    with_app,
    with_sms,
)
from tandem.identity.factors.tests.soft_key import SoftKey
from tandem.identity.factors.tests.steps import factors_of, note

INDEX = "/en/how-you-log-in/"


class TestIndex:
    def test_shows_what_she_has_and_offers_the_rest(self, client):
        user = CodeListFactory(user=with_sms()).user
        client.force_login(user)

        page = client.get(INDEX)

        assertContains(page, "+41 ** *** ** 07")
        assertContains(page, "24 codes left")
        assertContains(page, reverse("factors:app"))
        assertNotContains(page, f'href="{reverse("factors:remove", args=["app"])}"')

    def test_warns_of_a_list_that_comes_to_its_end(self, client):
        client.force_login(CodeListFactory(lines=5).user)

        assertContains(client.get(INDEX), "Print a new list in time.")

    def test_says_what_to_do_when_there_is_nothing(self, client):
        client.force_login(UserFactory())

        assertContains(client.get(INDEX), "Whoever knows your password comes in.")

    def test_costs_the_same_for_one_key_and_for_fifty(self, client, django_assert_max_num_queries):
        user = UserFactory()
        KeyFactory.create_batch(50, user=user)
        client.force_login(user)

        with django_assert_max_num_queries(14):
            client.get(INDEX)


class TestRemove:
    def test_removes_one_and_tells(self, client, proved):
        user = with_app(with_sms(UserFactory(with_email=True)))
        proved(user)
        address = reverse("factors:remove", args=["sms"])

        assertContains(client.get(address), "Remove: Code by SMS")
        assertRedirects(client.post(address), INDEX)

        assert factors_of(user) == {Factor.APP}
        assert "no longer takes codes by SMS" in note().body
        user.refresh_from_db()
        assert user.phone

    def test_takes_the_recovery_codes_with_the_last_one(self, client, proved):
        user = with_app(UserFactory(with_email=True))
        services.make_recovery_codes(as_account(user), now=now())
        proved(user)

        client.post(reverse("factors:remove", args=["app"]))

        assert factors_of(user) == set()
        assert Authenticator.objects.count() == 0

    @pytest.mark.parametrize("name", ["app", "sms", "key", "list", "recovery", "nothing", "<script>"])
    def test_of_what_she_does_not_have_looks_like_missing(self, client, proved, name):
        proved()

        assert client.post(f"/en/how-you-log-in/{name}/remove/").status_code == 404


class TestPrefer:
    def test_puts_one_first(self, client):
        user = with_app(with_sms())
        client.force_login(user)

        client.post(reverse("factors:prefer"), {"factor": "sms"})

        assert [way.factor for way in selectors.ways_of(user.pk)] == [Factor.SMS, Factor.APP]

    @pytest.mark.parametrize("factor", ["list", "nonsense", ""])
    def test_takes_none_that_she_does_not_have(self, client, factor):
        client.force_login(with_app())

        assert client.post(reverse("factors:prefer"), {"factor": factor}).status_code == 404
        assert not FactorSettings.objects.exclude(preferred="").exists()


class TestConfirm:
    """An open session at a library's computer changes nothing."""

    SENSITIVE = ("app", "phone", "phone_code", "key", "list", "recovery")

    @pytest.mark.parametrize("name", SENSITIVE)
    def test_is_asked_before_each_change(self, client, name):
        client.force_login(with_app())

        response = client.post(reverse(f"factors:{name}"))

        assert response.status_code == 302
        assert response.url.startswith("/en/confirm/")

    def test_leads_on_with_a_code(self, client):
        user = with_app()
        client.force_login(user)
        asked = client.get(reverse("factors:app")).url

        assertContains(client.get(asked), "Show us that it is still you.")
        response = client.post(asked, {"way": "app", "code": app_code(now())})

        assertRedirects(response, reverse("factors:app"))

    def test_of_somebody_with_a_phone_and_no_password_is_asked_too(self, client):
        client.force_login(with_sms())

        assert client.get(reverse("factors:app")).status_code == 302

    def test_refuses_a_wrong_code(self, client):
        client.force_login(with_app())

        assertContains(client.post("/en/confirm/", {"way": "app", "code": "000000"}), "This code is not right")
        assert client.get(reverse("factors:list")).status_code == 302

    def test_takes_a_key(self, client):
        soft = SoftKey()
        client.force_login(KeyFactory(soft=soft).user)
        client.get("/en/confirm/")
        challenge = websafe_decode(client.session["mfa.webauthn.state"]["challenge"])

        client.post("/en/confirm/", {"way": "key", "credential": json.dumps(soft.signed(challenge))})

        assert client.get(reverse("factors:list")).status_code == 200

    def test_leads_to_no_other_site(self, client):
        client.force_login(with_app())

        response = client.post(
            "/en/confirm/", {"way": "app", "code": app_code(now()), "next": "https://evil.example.com/"}
        )

        assert response.url == INDEX


class TestNote:
    def test_goes_by_sms_to_whoever_has_no_address(self, client, proved):
        proved(with_sms(UserFactory()))

        client.post(reverse("factors:list"))

        assert (note().kind, note().recipient) == ("sms", "+41790000007")

    def test_is_written_in_her_language(self, client, proved):
        proved(UserFactory(with_email=True, language="fr"))

        client.post(reverse("factors:list"))

        assert "Bonjour" in note().body

    def test_is_news_for_whoever_can_write_a_letter_when_there_is_no_other_way(self, client, proved):
        heard = []
        news_without_channel.connect(receiver := lambda **news: heard.append(news))
        user = proved(UserFactory())

        client.post(reverse("factors:list"))

        news_without_channel.disconnect(receiver)
        assert (heard[0]["user_id"], heard[0]["news"]) == (user.pk, "factors.list_added")


class TestPassword:
    def test_is_enough_to_confirm_for_whoever_has_nothing_else(self, client):
        client.force_login(UserFactory(with_password=True))
        asked = client.get(reverse("factors:app")).url

        response = client.post(asked, {"password": PASSWORD})

        assertRedirects(response, reverse("factors:app"))


class TestAccountPage:
    def test_shows_the_second_steps_and_leads_to_them(self, client):
        client.force_login(with_app(with_sms()))

        page = client.get(reverse("accounts:account"))

        assertContains(page, "Authenticator app<br>Code by SMS")
        assertContains(page, f'href="{INDEX}"')

    def test_says_when_the_password_is_alone(self, client):
        client.force_login(UserFactory())

        assertContains(client.get(reverse("accounts:account")), "With your password alone")
