import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import system
from tandem.identity.accounts import services
from tandem.identity.accounts.enums import PaperCodeUse
from tandem.identity.accounts.models import PaperCode, User
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import code_sent_to, mails_to

ADDRESS = "nora@example.com"
VERIFY = "/en/sign-up/verify/"


@pytest.fixture
def page():
    return reverse("account_signup")


def sign_up(client, page, **changed):
    return client.post(
        page,
        {
            "name": "Nora Muster",
            "email": ADDRESS,
            "language": "fr",
            "password1": PASSWORD,
            "password_again": PASSWORD,
        }
        | changed,
    )


def verify(client, code):
    return client.post(VERIFY, {"action": "verify", "code": code})


class TestSignUp:
    def test_opens_the_account_once_the_code_was_typed(self, client, page):
        assertRedirects(sign_up(client, page), VERIFY)
        assert "_auth_user_id" not in client.session

        response = verify(client, code_sent_to(ADDRESS))

        assert response.url == "/fr/"
        user = User.objects.get(email=ADDRESS)
        assert (user.name, user.language, user.username) == ("Nora Muster", "fr", "nora.muster")
        assert int(client.session["_auth_user_id"]) == user.pk

    def test_writes_in_the_language_that_was_chosen(self, client, page):
        sign_up(client, page)

        assert "Votre code" in mails_to(ADDRESS)[0].subject

    def test_explains_the_password_before_it_is_typed(self, client, page):
        assertContains(client.get(page), "At least 12 characters.")

    @pytest.mark.parametrize(
        ("password", "again", "field"),
        [
            ("too-short-1", "too-short-1", "password1"),
            ("qwerty123456", "qwerty123456", "password1"),
            ("Nora Muster 1", "Nora Muster 1", "password1"),
            (PASSWORD, f"{PASSWORD}!", "password_again"),
        ],
    )
    def test_refuses_a_password_that_is_guessed_or_mistyped(self, client, page, password, again, field):
        response = sign_up(client, page, password1=password, password_again=again)

        assert set(response.context["form"].errors) == {field}
        assert not User.objects.exists()

    def test_takes_no_role_from_the_form(self, client, page):
        sign_up(client, page, is_active="", is_staff="1", capacity="counsellor", username="admin", pk="1")

        user = User.objects.get(email=ADDRESS)
        assert (user.username, user.is_active) == ("nora.muster", True)

    def test_finds_a_login_name_that_is_free(self, client, page):
        UserFactory(username="nora.muster")

        sign_up(client, page)

        assert User.objects.get(email=ADDRESS).username == "nora.muster2"

    def test_opens_nothing_with_the_password_alone(self, client, page, clock):
        began = clock.freeze("2026-04-02 09:00")
        sign_up(client, page)
        client.post(reverse("account_logout"))
        clock.freeze(began + datetime.timedelta(seconds=15))

        response = client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})

        assertRedirects(response, VERIFY)
        assert "_auth_user_id" not in client.session


class TestCode:
    def test_counts_once(self, client, page):
        sign_up(client, page)
        code = code_sent_to(ADDRESS)
        verify(client, code)
        client.post(reverse("account_logout"))

        assertRedirects(verify(client, code), reverse("account_login"))

    def test_counts_for_ten_minutes(self, client, page, clock):
        began = clock.freeze("2026-04-02 09:00")
        sign_up(client, page)
        clock.freeze(began + datetime.timedelta(minutes=10, seconds=1))

        assertRedirects(verify(client, code_sent_to(ADDRESS)), reverse("account_login"))
        assert not EmailAddress.objects.filter(verified=True).exists()

    def test_of_another_account_opens_nothing(self, client, page):
        sign_up(client, page, email="other@example.com")
        client.post(reverse("account_logout"))
        sign_up(client, page)

        response = verify(client, code_sent_to("other@example.com"))

        assertContains(response, "The code is not right.")

    def test_is_replaced_by_a_new_one(self, client, page, clock):
        began = clock.freeze("2026-04-02 09:00")
        sign_up(client, page)
        first = code_sent_to(ADDRESS)
        clock.freeze(began + datetime.timedelta(seconds=15))

        assertRedirects(client.post(VERIFY, {"action": "resend"}), VERIFY)

        second = code_sent_to(ADDRESS)
        assert first != second
        assertContains(verify(client, first), "The code is not right.")
        assert verify(client, second).status_code == 302

    def test_ends_after_three_wrong_ones(self, client, page):
        sign_up(client, page)
        for _ in range(2):
            assertContains(verify(client, "000000"), "The code is not right.")

        response = client.post(VERIFY, {"action": "verify", "code": "000000"}, follow=True)

        assertContains(response, "Too many attempts. The account is safe. Wait a minute, then begin again.")
        assertRedirects(verify(client, code_sent_to(ADDRESS)), reverse("account_login"))


class TestAddressThatHasAnAccount:
    def test_is_told_to_its_owner_alone(self, client, page):
        UserFactory(email=ADDRESS, language="it")

        assertRedirects(sign_up(client, page), VERIFY)

        assert User.objects.filter(email=ADDRESS).count() == 1
        (mail,) = mails_to(ADDRESS)
        assert "Ha già un conto" in mail.subject
        assert not any(sign.isdigit() for sign in mail.body.replace("localhost", ""))

    def test_gets_the_very_same_pages(self, client, page):
        UserFactory(email="known@example.com")
        pages = {}
        for address in ("known@example.com", "fresh@example.com"):
            client.cookies.clear()
            answers = [
                sign_up(client, page, email=address),
                client.get(VERIFY),
                verify(client, "000000"),
                client.get(page),
                client.post(reverse("account_logout"), {"next": page}),
                client.get(VERIFY),
            ]
            pages[address] = [
                (answer.status_code, answer.get("Location", ""), without_tokens(answer, address)) for answer in answers
            ]

        assert pages["known@example.com"] == pages["fresh@example.com"]


def without_tokens(answer, address):
    words = answer.content.decode().replace(address, "ADDRESS")
    return re.sub(r'(csrfmiddlewaretoken" value="|request_id[^>]*?")[^"]*', r"\1", words)


class TestForgetUnverified:
    DAY = datetime.timedelta(days=1)

    def forget(self, now):
        return services.forget_unverified(system("tests"), now=now)

    def test_removes_what_nobody_verified_for_a_week(self):
        user = UserFactory(with_email=True, address__verified=False, created_at=NOON)

        assert self.forget(NOON + 7 * self.DAY - datetime.timedelta(seconds=1)) == 0
        assert self.forget(NOON + 7 * self.DAY) == 1
        assert not User.objects.filter(pk=user.pk).exists()

    def test_leaves_the_verified_those_without_address_and_those_who_were_here(self):
        UserFactory(with_email=True, created_at=NOON)
        UserFactory(created_at=NOON)
        UserFactory(with_email=True, address__verified=False, created_at=NOON, last_login=NOON)

        assert self.forget(NOON + 30 * self.DAY) == 0

    def test_leaves_what_something_points_to(self):
        user = UserFactory(with_email=True, address__verified=False, created_at=NOON)
        PaperCode.objects.create(
            use=PaperCodeUse.ACCOUNT,
            code_hash="a" * 64,
            name="Mila Muster",
            language="de",
            issued_by=user,
            issued_at=NOON,
            expires_at=NOON + self.DAY,
        )

        assert self.forget(NOON + 30 * self.DAY) == 0
