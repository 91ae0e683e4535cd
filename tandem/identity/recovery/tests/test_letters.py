"""What is told to somebody who has no e-mail address: by SMS, or by post."""

import pytest
from django.urls import reverse

from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.accounts.registry import news_of
from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.accounts.tests.mails import code_sent_to
from tandem.identity.people.tests.factories import PersonFactory

NEW = "mila@example.ch"


def logged_in(client, user):
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def add_address(client):
    client.post(reverse("account_email"), {"email": NEW, "action_add": "1"})
    client.post("/en/sign-up/verify/", {"action": "verify", "code": code_sent_to(NEW)})


def change_login_name(client):
    client.post("/en/account/login-name/", {"username": "another.name"})


def change_password(client):
    new = "a-quite-different-way-in"
    facts = {"oldpassword": PASSWORD, "password1": new, "password_again": new}
    client.post(reverse("account_change_password"), facts)


ACTS = pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (add_address, "An e-mail address was added"),
        (change_login_name, "The login name of your account was changed"),
        (change_password, "The password of your account was changed"),
    ],
)


class TestNewsWithoutEmail:
    @ACTS
    def test_go_to_the_verified_phone(self, client, act, sentence):
        logged_in(client, UserFactory(with_password=True, phone="+41791234567", phone_verified_at=NOON))

        act(client)

        (message,) = [row for row in Outgoing.objects.order_by("pk") if row.recipient == "+41791234567"]
        assert sentence in message.body

    @ACTS
    def test_go_by_post_to_whoever_has_neither(self, client, act, sentence, told):
        user = UserFactory(with_password=True)
        person = PersonFactory(user=user, with_address=True)
        logged_in(client, user)

        act(client)

        ((kind, person_id, news),) = told
        assert (kind, person_id) == ("accounts.news", person.pk)
        assert sentence in str(news_of(news).happened)

    def test_are_not_sent_twice_to_whoever_has_an_address(self, client):
        logged_in(
            client, UserFactory(with_password=True, with_email=True, phone="+41791234567", phone_verified_at=NOON)
        )

        change_password(client)

        assert [row.kind for row in Outgoing.objects.order_by("pk")] == [Kind.MAIL]
