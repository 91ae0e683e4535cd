import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from pytest_django.asserts import assertContains

from tandem.foundation.http.address import client_address
from tandem.foundation.limits.models import AttemptCount
from tandem.identity.accounts.models import User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory

WRONG = "The login name or the password is not right."


@pytest.fixture
def page():
    return reverse("account_login")


@pytest.fixture
def user():
    return UserFactory(username="mila", email="mila@example.com", with_password=True, language="fr")


@pytest.fixture
def scrypt_runs(settings, monkeypatch):
    """One entry for each time the slow hash is computed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    runs, encode = [], ScryptPasswordHasher.encode
    monkeypatch.setattr(
        ScryptPasswordHasher, "encode", lambda *facts, **more: runs.append(1) or encode(*facts, **more)
    )
    return runs


def attempt(client, page, identifier="mila", password=PASSWORD, **more):
    return client.post(page, {"login": identifier, "password": password, **more})


class TestLogInPage:
    @pytest.mark.parametrize("identifier", ["mila", "MILA", " mila ", "mila@example.com", "MILA@EXAMPLE.COM"])
    def test_opens_with_login_name_or_address_and_leads_home_in_her_own_language(self, client, page, user, identifier):
        response = attempt(client, page, identifier)

        assert (response.status_code, response.url) == (302, "/fr/")
        assert int(client.session["_auth_user_id"]) == user.pk

    @pytest.mark.parametrize(
        ("identifier", "password"),
        [("mila", "wrong"), ("nobody", PASSWORD), ("nobody@example.com", PASSWORD), ("closed", PASSWORD)],
    )
    def test_gives_the_same_answer_to_a_wrong_name_a_wrong_password_and_a_closed_account(
        self, client, page, user, identifier, password
    ):
        UserFactory(username="closed", with_password=True, inactive=True)

        response = attempt(client, page, identifier, password)

        assertContains(response, WRONG)
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("identifier", ["mila", "nobody", "closed"])
    def test_hashes_once_whoever_is_asked_for(self, client, page, scrypt_runs, identifier):
        for username, is_active in (("mila", True), ("closed", False)):
            user = UserFactory(username=username, is_active=is_active)
            user.set_password(PASSWORD)
            user.save()
        scrypt_runs.clear()

        attempt(client, page, identifier, "wrong")

        assert len(scrypt_runs) == 1

    def test_gives_the_session_a_new_key(self, client, page, user):
        client.get(page)
        session = client.session
        session["left"] = "by somebody else"
        session.save()
        before = session.session_key
        client.cookies["sessionid"] = before

        attempt(client, page)

        assert client.session.session_key != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_leads_where_the_person_was_going(self, client, page, user):
        assert attempt(client, page, next="/it/me/").url == "/it/me/"

    @pytest.mark.parametrize(
        "outside",
        ["https://evil.example.com/", "//evil.example.com", "/\\evil.example.com", "javascript:alert(1)", "\thttps:x"],
    )
    def test_leads_to_no_other_site(self, client, page, user, outside):
        assert attempt(client, page, next=outside).url == "/fr/"

    def test_keeps_the_wish_through_a_typing_error(self, client, page, user):
        response = attempt(client, page, password="wrong", next="/it/me/")

        assertContains(response, '<input type="hidden" name="next" value="/it/me/">', html=True)

    def test_never_writes_a_password_back(self, client, page, user):
        response = attempt(client, page, password="wrong-secret")

        assert "wrong-secret" not in response.content.decode()

    def test_asks_for_both_fields(self, client, page):
        response = attempt(client, page, "", "")

        assert set(response.context["form"].errors) == {"login", "password"}

    def test_sends_somebody_who_is_logged_in_on(self, client, page, user):
        client.force_login(user)

        assert client.get(page).status_code == 302

    def test_takes_a_name_with_a_zero_byte_for_a_typing_error(self, client, page):
        assert attempt(client, page, "mi\x00la").status_code == 200

    def test_is_not_kept_by_the_browser(self, client, page):
        assert "no-store" in client.get(page)["Cache-Control"]


class TestLimit:
    def test_stops_the_sixth_attempt_from_one_address_even_with_the_right_password(self, client, page, user):
        for _ in range(5):
            assertContains(attempt(client, page, password="wrong"), WRONG)

        response = attempt(client, page)

        assertContains(response, "Too many attempts. Nothing was changed. Wait 15 minutes, then try again.")
        assert "_auth_user_id" not in client.session

    def test_counts_name_and_address_whatever_the_case(self, client, page, user):
        for name in ("mila", "MILA", "Mila ", "mILA", "miLa"):
            attempt(client, page, name, "wrong")

        assertContains(attempt(client, page), "Too many attempts")

    def test_lets_the_person_in_from_another_address(self, client, page, user):
        for _ in range(6):
            attempt(client, page, password="wrong")

        response = client.post(page, {"login": "mila", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")

        assert response.status_code == 302

    def test_says_the_same_of_a_name_that_does_not_exist(self, client, page):
        for _ in range(5):
            attempt(client, page, "nobody", "wrong")

        assertContains(attempt(client, page, "nobody", "wrong"), "Too many attempts")

    def test_ends_after_a_quarter_of_an_hour(self, client, page, user, clock):
        began = clock.freeze("2026-04-02 09:00")
        for _ in range(6):
            attempt(client, page, password="wrong")

        clock.freeze(began + datetime.timedelta(minutes=15))

        assert attempt(client, page).status_code == 302

    def test_begins_anew_once_she_came_through(self, client, page, user):
        for _ in range(4):
            attempt(client, page, password="wrong")
        attempt(client, page)
        client.logout()

        for _ in range(4):
            assertContains(attempt(client, page, password="wrong"), WRONG)

    def test_stops_one_address_that_tries_many_names(self, client, page):
        for number in range(100):
            attempt(client, page, f"name-{number}", "wrong")

        assertContains(attempt(client, page, "name-100", "wrong"), "Too many attempts")

    def test_keeps_neither_name_nor_address(self, client, page):
        attempt(client, page, "somebody", "wrong")

        keys = " ".join(AttemptCount.objects.values_list("key", flat=True))
        assert "somebody" not in keys
        assert "127.0.0.1" not in keys


class TestClientAddress:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "expected"),
        [
            (0, "203.0.113.9", "192.0.2.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "forged, 203.0.113.9", "203.0.113.9"),
            (2, "forged, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
            (2, "203.0.113.9", "192.0.2.1"),
            (1, "nonsense", "unknown"),
            (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ],
    )
    def test_believes_what_the_trusted_proxies_wrote(self, settings, proxies, forwarded, expected):
        settings.TRUSTED_PROXIES = proxies
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)

        assert client_address(request) == expected


class TestLogOut:
    def test_ends_the_session_and_needs_a_button(self, client, user):
        client.force_login(user)

        assert client.get(reverse("account_logout")).status_code == 405
        assert client.post(reverse("account_logout")).status_code == 302
        assert "_auth_user_id" not in client.session


class TestLanguagePage:
    def test_changes_how_the_account_is_addressed_and_goes_on_in_that_language(self, client, user):
        client.force_login(user)

        response = client.post(reverse("accounts:language"), {"language": "it"})

        user.refresh_from_db()
        assert (user.language, response.url) == ("it", "/it/")

    def test_knows_four_languages(self, client, user):
        client.force_login(user)

        response = client.post(reverse("accounts:language"), {"language": "xx"})

        assert set(response.context["form"].errors) == {"language"}
        user.refresh_from_db()
        assert user.language == "fr"


class TestHeader:
    def test_offers_the_way_in_to_a_visitor_and_the_way_out_to_an_account(self, client, user):
        assertContains(client.get(reverse("account_login")), "Log in")

        client.force_login(user)

        response = client.get(reverse("accounts:language"))
        assertContains(response, user.name)
        assertContains(response, "Log out")


class TestSession:
    def test_of_a_closed_account_is_over(self, client, user):
        client.force_login(user)

        User.objects.filter(pk=user.pk).update(is_active=False)

        assert client.get(reverse("accounts:language")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_attempts_at_once_five_are_looked_at(monkeypatch):
    UserFactory(username="mila", with_password=True)
    looked_at, check = [], User.check_password
    monkeypatch.setattr(User, "check_password", lambda user, typed: looked_at.append(typed) or check(user, typed))
    page = reverse("account_login")

    def guess(number):
        try:
            attempt(Client(), page, password=f"guess-{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as guessers:
        list(guessers.map(guess, range(100)))

    assert len(looked_at) == 5


class TestForcedRole:
    def test_in_the_form_is_not_heard(self, client, page, user):
        attempt(client, page, capacity="counsellor", hat="counsellor:1", is_staff="1", user_id="1")

        assert "hat" not in client.session
        assert client.get(reverse("accounts:letter")).status_code == 404


class TestUnsent:
    """Whoever was logged out and presses a button hears that nothing arrived, and comes back to the page."""

    FORM = {"name": "Mila", "password": "typed by mistake"}

    def test_is_said_before_the_log_in_and_leads_back_to_the_page_of_the_button(self, client):
        where = "http://testserver/de/account/?tab=1"

        response = client.post("/de/account/login-name/", self.FORM, HTTP_REFERER=where, follow=True)

        assert response.redirect_chain == [("/de/log-in/unsent/?next=/de/account/%3Ftab%3D1", 302)]
        with translation.override("de"):
            assertContains(response, gettext("You were logged out"))
        assertContains(response, 'href="/de/log-in/?next=%2Fde%2Faccount%2F%3Ftab%3D1"')
        assert "typed by mistake" not in response.content.decode()

    @pytest.mark.parametrize(
        "where", ["", "https://elsewhere.example/de/account/", "//elsewhere.example/", "nonsense:"]
    )
    def test_leads_to_what_she_sent_to_where_no_page_of_ours_is_named(self, client, where):
        response = client.post("/de/account/login-name/", self.FORM, HTTP_REFERER=where)

        assert response.url == "/de/log-in/unsent/?next=/de/account/login-name/"

    def test_leads_nowhere_else(self, client):
        response = client.get("/de/log-in/unsent/?next=https://elsewhere.example/")

        assertContains(response, 'href="/de/log-in/" class="govuk-button"')

    def test_is_not_said_to_whoever_only_wanted_to_read(self, client):
        assert client.get("/de/account/").url == "/de/log-in/?next=/de/account/"

    def test_keeps_no_session_for_a_stranger(self, client):
        client.post("/de/account/login-name/", self.FORM, follow=True)

        assert not Session.objects.exists()
