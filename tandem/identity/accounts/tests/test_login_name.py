import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import mails_to

PAGE = "/en/account/login-name/"


@pytest.fixture
def user():
    return UserFactory(username="mila", email="mila@example.com", with_password=True)


@pytest.fixture
def hers(client, user):
    client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


class TestLoginName:
    def test_is_changed_and_told(self, hers, user):
        hers.post(PAGE, {"username": "Mila.K"})

        assert Client().post(reverse("account_login"), {"login": "mila.k", "password": PASSWORD}).status_code == 302
        assert Client().post(reverse("account_login"), {"login": "mila", "password": PASSWORD}).status_code == 200
        assert [mail.subject for mail in mails_to("mila@example.com")] == ["Your login name was changed"]

    @pytest.mark.parametrize("name", ["taken", "TAKEN", "with blank", "an@example.ch", ""])
    def test_is_refused_when_it_is_taken_or_no_name(self, hers, user, name):
        UserFactory(username="taken")

        assert hers.post(PAGE, {"username": name}).context["form"].errors
        user.refresh_from_db()
        assert user.username == "mila"

    def test_asks_first_who_is_at_the_keyboard(self, client, user):
        client.force_login(user)

        assert client.post(PAGE, {"username": "new"}).url.startswith(reverse("account_reauthenticate"))

    def test_page_shows_the_present_one(self, hers):
        assertContains(hers.get(PAGE), "<strong>mila</strong>")
