"""Log-in at another service, over real HTTP: the provider runs in a process of its own."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.identity.accounts import rules
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import mails_to
from tandem.identity.accounts.tests.provider import CLIENT_ID, CLIENT_SECRET, ISSUER_LEVEL
from tandem.identity.accounts.tests.provider.process import running
from tandem.identity.factors.tests.factories import with_app
from tandem.project.settings.external import ExternalLogin, providers

BACK = "/en/log-in/at/agov/back/"


@pytest.fixture(scope="module")
def issuer():
    """The provider's address; it knows our address to come back to."""
    with running(f"http://testserver{BACK}") as address:
        yield address


@pytest.fixture
def agov(settings, issuer, tmp_path):
    """AGOV as an operator configures it."""
    return configure(settings, issuer, tmp_path)


def configure(settings, issuer, folder, **more):
    secret = folder / "secret"
    secret.write_text(CLIENT_SECRET + "\n")
    login = ExternalLogin(
        id="agov",
        label="AGOV",
        issuer=issuer,
        client_id=CLIENT_ID,
        secret_file=secret,
        minimum_acr=f"{ISSUER_LEVEL}40",
        **more,
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers([login])
    return login


def begin(client, process="login", query="", **more):
    response = client.post(reverse("openid_connect_login", args=["agov"]) + query, {"process": process, **more})
    assert response.status_code == 302
    return response.url


def at_provider(address, name, action="grant"):
    """What a person does there: log in, agree (or not). Returns where she is sent back to, path and query."""
    browser = requests.Session()
    page = browser.get(address, timeout=10)
    form = {"login": name, "password": name, "csrfmiddlewaretoken": browser.cookies["provider_csrf"]}
    page = browser.post(page.url, data=form, timeout=10)
    hidden = dict(re.findall(r'name="(request|csrfmiddlewaretoken)" value="([^"]*)"', page.text))
    form = {name: html.unescape(value) for name, value in hidden.items()} | {"scopes": "openid", "action": action}
    answer = browser.post(page.url, data=form, allow_redirects=False, timeout=10)
    browser.close()
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == BACK
    return f"{parts.path}?{parts.query}"


class TestLogInElsewhere:
    def test_opens_a_new_account_at_the_first_time_and_the_same_one_at_the_second(self, client, agov):
        assert client.get(at_provider(begin(client), "strong")).status_code == 302
        first = get_user(client)
        client.post(reverse("account_logout"))
        client.get(at_provider(begin(client), "strong"))

        assert get_user(client) == first
        assert (first.name, first.email, first.has_usable_password()) == ("AGOV", None, False)

    def test_goes_on_where_she_was_going_and_to_no_other_site(self, client, agov):
        response = client.get(at_provider(begin(client, next="/en/account/"), "strong"))
        assert response.url == "/en/account/"
        client.post(reverse("account_logout"))

        response = client.get(at_provider(begin(client, next="https://evil.example.com/"), "strong"))
        assert response.url == "/en/"

    def test_asks_for_what_the_operator_configured_alone(self, client, agov):
        asked = parse_qs(
            urlsplit(begin(client, query="?auth_params=acr_values%3Dlow%26prompt%3Dnone&scope=email")).query
        )

        assert (asked["acr_values"], asked["scope"]) == ([f"{ISSUER_LEVEL}40"], ["openid"])
        assert "prompt" not in asked
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["nonce"][0]) > 30

    def test_keeps_little_of_what_the_service_said(self, client, agov):
        client.get(at_provider(begin(client), "strong"))

        assert set(SocialAccount.objects.get().extra_data) <= {"iss", "sub", "acr", "auth_time"}

    def test_never_joins_accounts_by_their_e_mail_address(self, client, agov):
        mila = UserFactory(email="mila@example.com")  # what the service says of everybody

        client.get(at_provider(begin(client), "strong"))

        assert get_user(client).is_authenticated
        assert get_user(client) != mila
        assert EmailAddress.objects.filter(email="mila@example.com").count() == 1


class TestSecondFactor:
    @pytest.fixture
    def hers(self, client, agov):
        """An account that opens at the service and has an authenticator app here; nobody is in it."""
        client.get(at_provider(begin(client), "strong"))
        with_app(get_user(client))
        client.post(reverse("account_logout"))

    def test_is_not_asked_for_where_the_level_of_assurance_holds_two(self, client, hers):
        client.get(at_provider(begin(client), "strong"))

        assert get_user(client).is_authenticated

    def test_is_asked_for_where_the_operator_says_that_it_holds_one(self, client, hers, settings, issuer, tmp_path):
        configure(settings, issuer, tmp_path, holds_two_factors=False)

        response = client.get(at_provider(begin(client), "strong"))

        assert response.url.startswith(reverse("factors:log_in"))
        assert not get_user(client).is_authenticated


class TestRefusedLogIn:
    def test_below_the_level_of_assurance_opens_nothing(self, client, agov):
        response = client.get(at_provider(begin(client), "weak"))

        assertContains(response, "The other service does not know surely enough who you are.")
        assert not get_user(client).is_authenticated
        assert not User.objects.exists()

    def test_with_a_state_of_somebody_else_opens_nothing(self, client, agov):
        back = at_provider(begin(client), "strong")
        victim = Client()
        begin(victim)

        response = victim.get(back)

        assertContains(response, "The log-in at the other service did not work.")
        assert not get_user(victim).is_authenticated

    def test_with_a_code_that_was_used_opens_nothing(self, client, agov):
        back = at_provider(begin(client), "strong")
        client.get(back)
        client.post(reverse("account_logout"))
        state = parse_qs(urlsplit(begin(client)).query)["state"][0]

        response = client.get(re.sub(r"state=[^&]*", f"state={state}", back))

        assertContains(response, "The log-in at the other service did not work.")
        assert not get_user(client).is_authenticated

    def test_answered_for_another_log_in_opens_nothing(self, client, agov):
        """The code of one log-in of hers, put into another one: the nonce in the token is the first one's."""
        first = at_provider(begin(client), "strong")
        states = client.session["socialaccount_states"]
        (first_state,) = states
        session = client.session
        session["socialaccount_states"][first_state][0]["nonce"] = "of another log-in"
        session.save()

        assertContains(client.get(first), "The log-in at the other service did not work.")
        assert not get_user(client).is_authenticated

    def test_that_she_stopped_there_says_so_and_offers_other_ways(self, client, agov):
        response = client.get(at_provider(begin(client), "strong", action="cancel"))

        assertContains(response, "You have stopped the log-in at the other service.")
        assertContains(response, reverse("account_login"))

    def test_to_a_service_that_is_down_says_so_and_offers_other_ways(self, client, settings, tmp_path):
        configure(settings, "http://127.0.0.1:9", tmp_path)

        response = client.post(reverse("openid_connect_login", args=["agov"]), {"process": "login"})

        assertContains(response, "The other service cannot be reached.", status_code=503)
        assertContains(response, reverse("accounts:paper_code"), status_code=503)

    def test_to_a_service_that_nobody_configured_does_not_exist(self, client):
        assert client.post(reverse("openid_connect_login", args=["agov"])).status_code == 404

    def test_of_a_closed_account_opens_nothing(self, client, agov):
        client.get(at_provider(begin(client), "strong"))
        client.post(reverse("account_logout"))
        User.objects.update(is_active=False)

        response = client.get(at_provider(begin(client), "strong"), follow=True)

        assertContains(response, "This account is closed.")
        assert not get_user(client).is_authenticated


class TestLinking:
    @pytest.fixture
    def hers(self, client):
        UserFactory(username="mila", email="mila@example.com", with_password=True)
        client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
        return client

    def confirmed(self, client):
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    def test_joins_the_log_in_to_her_account_and_tells_her(self, hers, agov):
        self.confirmed(hers)
        hers.get(at_provider(begin(hers, "connect"), "strong"))

        assert SocialAccount.objects.get().user.username == "mila"
        assert [mail.subject for mail in mails_to("mila@example.com")] == ["Another log-in opens your account"]
        other = Client()
        other.get(at_provider(begin(other), "strong"))
        assert get_user(other).username == "mila"

    def test_asks_first_who_is_at_the_keyboard(self, hers, agov):
        response = hers.get(at_provider(begin(hers, "connect"), "strong"))

        assertRedirects(response, reverse("account_reauthenticate"))
        assert not SocialAccount.objects.exists()

    def test_takes_no_log_in_that_opens_another_account(self, hers, agov):
        other = Client()
        other.get(at_provider(begin(other), "strong"))
        self.confirmed(hers)

        hers.get(at_provider(begin(hers, "connect"), "strong"))

        assert SocialAccount.objects.get().user == get_user(other)

    def test_is_undone_where_something_else_opens_the_account(self, hers, agov):
        self.confirmed(hers)
        hers.get(at_provider(begin(hers, "connect"), "strong"))

        hers.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})

        assert not SocialAccount.objects.exists()

    def test_is_not_undone_where_nothing_else_does(self, client, agov):
        client.get(at_provider(begin(client), "strong"))

        page = client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})

        assertContains(page, "Without this log-in nothing would open your account.")

    def test_shows_the_page_to_connect(self, hers, agov):
        self.confirmed(hers)

        assertContains(hers.get(reverse("socialaccount_connections")), "Log in with AGOV")


@pytest.mark.without_database
class TestAssurance:
    @pytest.mark.parametrize(
        ("acr", "minimum", "enough"),
        [
            ("urn:x:classes:40", "urn:x:classes:40", True),
            ("urn:x:classes:50", "urn:x:classes:40", True),
            ("urn:x:classes:9", "urn:x:classes:40", False),
            ("urn:y:classes:50", "urn:x:classes:40", False),
            ("high", "high", True),
            ("higher", "high", False),
            ("", "high", False),
            ("", "", False),
            ("urn:x:classes:", "urn:x:classes:40", False),
            ("urn:x:classes:-50", "urn:x:classes:40", False),
        ],
    )
    def test_is_compared_within_one_family_of_levels(self, acr, minimum, enough):
        assert rules.assures(acr, minimum) == enough
