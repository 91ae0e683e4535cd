"""Security keys and passkeys at the log-in; a key of software signs."""

import json

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tandem.foundation.sending.models import Outgoing
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors.tests.factories import (
    KeyFactory,
)
from tandem.identity.factors.tests.soft_key import SoftKey
from tandem.identity.factors.tests.steps import challenge_in, is_in, post_key

PAGE = "/en/log-in/second-factor/"


class TestKey:
    @pytest.fixture
    def soft(self):
        return SoftKey()

    @pytest.fixture
    def key(self, user, soft):
        return KeyFactory(user=user, soft=soft)

    @pytest.fixture
    def asked(self, client, enter, user, key):
        """The challenge of the page."""

        def ask():
            enter(user)
            client.get(PAGE)
            return challenge_in(client)

        return ask

    def test_opens(self, client, asked, soft, key):
        response = post_key(client, soft.signed(asked()))

        assertRedirects(response, "/en/", fetch_redirect_response=False)
        key.refresh_from_db()
        assert (is_in(client), key.data["sign_count"]) == (True, soft.counter)

    @pytest.mark.parametrize("counter", [0, 1, 40])
    def test_is_refused_and_blocked_when_a_copy_has_signed_in_the_meantime(self, client, asked, soft, key, counter):
        key.data["sign_count"] = 40
        key.save()

        response = post_key(client, soft.signed(asked(), counter=counter))

        assertContains(response, "This key says something that only a copy of it could say")
        assert not is_in(client)
        assert "have been copied" in Outgoing.objects.get(topic="accounts.news").body
        assertContains(post_key(client, soft.signed(challenge_in(client), counter=99)), "only a copy of it could say")

    def test_that_does_not_count_is_no_copy(self, client, asked, soft, key):
        key.data["sign_count"] = 0
        key.save()

        post_key(client, soft.signed(asked(), counter=0))

        assert is_in(client)

    def test_of_somebody_else_opens_nothing(self, client, asked):
        stranger = SoftKey()
        KeyFactory(soft=stranger)

        response = post_key(client, stranger.signed(asked()))

        assertContains(response, "This key could not be read, or it is not one of yours.")
        assert not is_in(client)

    def test_answer_is_refused_a_second_time(self, client, asked, soft, key):
        answer = soft.signed(asked())
        post_key(client, answer)
        client.logout()
        asked()

        assert post_key(client, answer).status_code == 200
        assert not is_in(client)

    @pytest.mark.parametrize(
        "nonsense", ["", "x", "[]", "{}", "null", '"x"', '{"id": 1}', '{"id":"AA","rawId":"AA","response":{}}', "[[[["]
    )
    def test_takes_nonsense_for_a_typing_error(self, client, asked, nonsense):
        asked()

        assert client.post(PAGE, {"way": "key", "credential": nonsense}).status_code == 200
        assert client.post("/en/log-in/passkey/", {"credential": nonsense}).status_code == 200
        assert not is_in(client)


class TestPasskey:
    ADDRESS = "/en/log-in/passkey/"

    @pytest.fixture
    def soft(self):
        return SoftKey()

    @pytest.fixture
    def owner(self, user, soft):
        KeyFactory(user=user, soft=soft, resident=True)
        return user_pk_to_url_str(user).encode()

    def test_opens_alone_and_counts_as_both(self, client, soft, owner):
        client.get(self.ADDRESS)

        response = post_key(client, soft.signed(challenge_in(client), verified=True, owner=owner), self.ADDRESS)

        assertRedirects(response, "/en/", fetch_redirect_response=False)
        assert is_in(client)

    def test_leads_where_the_log_in_was_asked_for(self, client, soft, owner):
        wanted = reverse("people:me")
        page = client.get(client.get(wanted).url)
        address = f"{self.ADDRESS}?next={wanted}"
        assertContains(page, f'<a class="govuk-link" href="{address}">Log in with a passkey</a>', html=True)
        page = client.get(address)
        assertContains(page, f'<input type="hidden" name="next" value="{wanted}">', html=True)

        signed = json.dumps(soft.signed(challenge_in(client), verified=True, owner=owner))
        response = client.post(self.ADDRESS, {"credential": signed, "next": wanted})

        assertRedirects(response, wanted, fetch_redirect_response=False)

    def test_must_have_checked_finger_face_or_pin(self, client, soft, owner):
        client.get(self.ADDRESS)

        post_key(client, soft.signed(challenge_in(client), owner=owner), self.ADDRESS)

        assert not is_in(client)

    def test_does_not_take_the_weaker_challenge_of_somebody_elses_log_in(self, client, enter, soft, owner):
        thief = UserFactory(username="thief", with_password=True)
        KeyFactory(user=thief)
        enter(thief)
        client.get(PAGE)

        post_key(client, soft.signed(challenge_in(client), owner=owner), self.ADDRESS)

        assert not is_in(client)

    def test_that_was_copied_is_refused(self, client, soft, owner):
        client.get(self.ADDRESS)

        answer = soft.signed(challenge_in(client), verified=True, owner=owner, counter=1)

        assertContains(post_key(client, answer, self.ADDRESS), "only a copy of it could say")
        assert not is_in(client)

    def test_of_a_closed_account_opens_nothing(self, client, soft, owner, user):
        user.is_active = False
        user.save()
        client.get(self.ADDRESS)

        post_key(client, soft.signed(challenge_in(client), verified=True, owner=owner), self.ADDRESS)

        assert not is_in(client)

    @pytest.mark.parametrize("handle", [b"0", b"999999", b"nobody", b"\xff"])
    def test_with_an_invented_owner_is_answered_like_any_wrong_key(self, client, soft, owner, handle):
        client.get(self.ADDRESS)

        response = post_key(client, soft.signed(challenge_in(client), verified=True, owner=handle), self.ADDRESS)

        assertContains(response, "This key could not be read, or it is not one of yours.")
