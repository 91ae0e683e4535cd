import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.identity.accounts import codes
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import code_sent_to, mails_to

NEW = "a-horse-eats-four-apples"
ADDRESS = "mila@example.com"


@pytest.fixture
def user():
    return UserFactory(username="mila", email=ADDRESS, with_password=True, language="de")


def ask(client, address=ADDRESS):
    return client.post(reverse("account_reset_password"), {"email": address})


def type_code(client, code):
    return client.post(reverse("account_confirm_password_reset_code"), {"code": code})


def choose(client, password=NEW):
    return client.post(reverse("account_complete_password_reset"), {"password1": password, "password_again": password})


def opens(password):
    response = Client().post(reverse("account_login"), {"login": "mila", "password": password})
    return response.status_code == 302


class TestForgottenPassword:
    def test_is_replaced_with_a_code_from_the_mailbox(self, client, user):
        assertRedirects(ask(client), reverse("account_confirm_password_reset_code"))
        type_code(client, code_sent_to(ADDRESS))

        choose(client)

        assert (opens(PASSWORD), opens(NEW)) == (False, True)

    def test_ends_all_sessions(self, client, user):
        elsewhere = Client()
        elsewhere.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
        ask(client)
        type_code(client, code_sent_to(ADDRESS))

        choose(client)

        assert elsewhere.get(reverse("accounts:account")).status_code == 302
        assert "_auth_user_id" not in client.session

    def test_is_told_in_her_own_language(self, client, user):
        ask(client)
        type_code(client, code_sent_to(ADDRESS))
        choose(client)

        assert [mail.subject for mail in mails_to(ADDRESS)] == [
            "Ihr Code für Tandem",
            "Ihr Passwort wurde geändert",
        ]

    def test_needs_the_code_before_the_new_password(self, client, user):
        ask(client)

        assertRedirects(choose(client), reverse("account_confirm_password_reset_code"))
        assert opens(PASSWORD)

    def test_code_counts_once_and_for_ten_minutes(self, client, user, clock):
        began = clock.freeze("2026-04-02 09:00")
        ask(client)
        code = code_sent_to(ADDRESS)
        clock.freeze(began + datetime.timedelta(minutes=10, seconds=1))

        assertRedirects(type_code(client, code), reverse("account_login"))

    def test_code_of_one_browser_opens_nothing_in_another(self, client, user):
        ask(client)
        other = Client()

        assertRedirects(type_code(other, code_sent_to(ADDRESS)), reverse("account_login"))

    def test_gets_the_same_pages_for_an_address_without_account(self, client, user):
        answers = {}
        for address in (ADDRESS, "nobody@example.com"):
            client.cookies.clear()
            pages = [ask(client, address), type_code(client, "000000"), type_code(client, "000000")]
            answers[address] = [
                (page.status_code, page.get("Location", ""), "The code is not right." in page.content.decode())
                for page in pages
            ]

        assert answers[ADDRESS] == answers["nobody@example.com"]
        assert "Es gibt kein Konto" not in mails_to(ADDRESS)[0].body
        assert mails_to("nobody@example.com")

    def test_guesses_are_counted_per_address_however_many_codes_are_asked_for(self, client, user):
        for _ in range(codes.PER_EMAIL.attempts):
            client.cookies.clear()
            codes.claim(ADDRESS, now=datetime.datetime.now(tz=datetime.UTC))
        ask(client)

        page = type_code(client, code_sent_to(ADDRESS))

        assertContains(page, "Too many attempts.")
        assert opens(PASSWORD)

    def test_writes_no_mailbox_full(self, client, user):
        for _ in range(5):
            ask(client)

        answer = ask(client)

        assertContains(answer, "Too many requests", status_code=429)
        assert len(mails_to(ADDRESS)) == 5


class TestChangePassword:
    @pytest.fixture
    def hers(self, client, user):
        client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
        return client

    def change(self, client, old=PASSWORD, new=NEW, again=NEW):
        return client.post(
            reverse("account_change_password"), {"oldpassword": old, "password1": new, "password_again": again}
        )

    def test_counts_at_once_and_logs_out_everywhere_else(self, hers):
        elsewhere = Client()
        elsewhere.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})

        self.change(hers)

        assert (opens(PASSWORD), opens(NEW)) == (False, True)
        assert elsewhere.get(reverse("accounts:account")).status_code == 302
        assert hers.get(reverse("accounts:account")).status_code == 200
        assert "Ihr Passwort wurde geändert" in [mail.subject for mail in mails_to(ADDRESS)]

    def test_asks_for_the_old_one_and_counts_the_attempts(self, hers):
        for _ in range(4):  # her log-in a moment ago was the first of the five
            assertContains(self.change(hers, old="wrong"), "The password is not right.")

        assertContains(self.change(hers), "Too many attempts.")
        assert not opens(NEW)


class TestFirstPassword:
    def test_is_set_by_whoever_logged_in_a_moment_ago_alone(self, client):
        user = UserFactory()
        client.force_login(user)

        response = client.get(reverse("account_set_password"))

        assert response.url.startswith(reverse("accounts:log_in_again"))
        assertContains(client.get(response.url), "Log in again, then we lead you back.")
