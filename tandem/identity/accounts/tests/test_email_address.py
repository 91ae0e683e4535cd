import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import code_sent_to, mails_to

OLD, NEW = "mila@example.com", "mila@example.ch"
VERIFY = "/en/sign-up/verify/"


@pytest.fixture
def user():
    return UserFactory(username="mila", email=OLD, with_password=True)


@pytest.fixture
def hers(client, user):
    client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def ask(client, address=NEW):
    return client.post(reverse("account_email"), {"email": address, "action_add": "1"})


def type_code(client, code):
    return client.post(VERIFY, {"action": "verify", "code": code})


class TestChangeOfAddress:
    def test_counts_once_the_code_was_typed(self, hers, user):
        ask(hers)
        user.refresh_from_db()
        assert user.email == OLD

        type_code(hers, code_sent_to(NEW))

        user.refresh_from_db()
        assert user.email == NEW
        assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]

    def test_is_told_to_the_old_and_to_the_new_one(self, hers):
        ask(hers)
        type_code(hers, code_sent_to(NEW))

        (to_old,) = mails_to(OLD)
        to_new = mails_to(NEW)[-1]
        assert (to_old.subject, to_new.subject) == (
            "Your e-mail address was changed",
            "This is your e-mail address now",
        )
        for mail in (to_old, to_new):
            assert "Tell the desk of your office at once" in mail.body
        assert NEW not in to_old.body

    def test_asks_first_who_is_at_the_keyboard(self, client, user):
        client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})

        response = ask(client)

        assert response.url.startswith(reverse("account_reauthenticate"))
        assert mails_to(NEW) == []

    def test_goes_on_where_she_was_once_she_has_confirmed(self, client, user):
        client.post(reverse("account_login"), {"login": "mila", "password": PASSWORD})
        asked = ask(client)

        response = client.post(asked.url, {"password": PASSWORD})

        assertRedirects(response, VERIFY)
        assert code_sent_to(NEW)

    def test_to_the_address_of_somebody_else_is_refused_after_the_code_alone(self, hers, user):
        other = UserFactory(email=NEW)
        ask(hers)

        response = type_code(hers, code_sent_to(NEW))

        assertContains(response, "This address cannot be used.")
        user.refresh_from_db()
        other.refresh_from_db()
        assert (user.email, other.email) == (OLD, NEW)

    def test_gives_a_first_address_to_whoever_had_none(self, client):
        person = UserFactory(username="selam", with_password=True)
        client.post(reverse("account_login"), {"login": "selam", "password": PASSWORD})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        ask(client)

        type_code(client, code_sent_to(NEW))

        person.refresh_from_db()
        assert person.email == NEW

    def test_never_leaves_the_account_without_one(self, hers, user):
        hers.post(reverse("account_email"), {"email": OLD, "action_remove": "1"})

        user.refresh_from_db()
        assert user.email == OLD
        assert EmailAddress.objects.filter(email=OLD, primary=True).exists()

    @pytest.mark.parametrize("address", ["no address", '"odd name"@example.com', "a@b", "x" * 250 + "@example.com"])
    def test_refuses_what_no_mail_arrives_at(self, hers, address):
        assert ask(hers, address).context["form"].errors


class TestPersonWithoutAddress:
    def test_comes_in_with_her_login_name_and_is_asked_for_no_code(self, client):
        UserFactory(username="selam", with_password=True, language="it")

        response = client.post(reverse("account_login"), {"login": "selam", "password": PASSWORD})

        assert response.url == "/it/"
