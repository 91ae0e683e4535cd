import datetime

import pytest
from django.urls import reverse

from tandem.foundation.refusals import Hidden
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.access.types import VISITOR
from tandem.identity.accounts.signals import account_closed
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tokens import selectors, services
from tandem.identity.tokens.enums import Lifetime, Scope
from tandem.identity.tokens.models import Token


@pytest.fixture
def person(client, clock):
    clock.freeze(NOON)
    person = PersonFactory(with_account=True)
    client.force_login(person.user)
    return person


def make(person, now=NOON, **changes):
    facts = {"name": "my list", "scopes": [Scope.READ_EFFORTS], "lifetime": Lifetime.MONTH}
    return services.make_token(acting_as(person), **{**facts, **changes}, now=now)


def use(key, now=NOON):
    return services.use_token(VISITOR, key=key, now=now)


class TestToken:
    def test_opens_as_long_as_it_lives_and_is_kept_nowhere(self, person):
        token, key = make(person)

        assert use(key).user == person.user
        assert use(key, NOON + datetime.timedelta(days=29)).used_on is not None
        assert use(key, NOON + datetime.timedelta(days=30)) is None
        assert key.encode() not in bytes(token.key_hash)
        assert len(key) > 40

    def test_is_ended_by_its_owner_at_once(self, person):
        token, key = make(person)

        with pytest.raises(Hidden):
            services.end_token(acting_as(PersonFactory(with_account=True)), token_id=token.pk, now=NOON)
        services.end_token(acting_as(person), token_id=token.pk, now=NOON)

        assert use(key) is None
        with pytest.raises(Hidden):
            services.end_token(acting_as(person), token_id=token.pk, now=NOON)

    def test_ends_with_the_account(self, person):
        _token, key = make(person)

        account_closed.send(None, user_id=person.user_id)

        assert use(key) is None

    def test_is_one_of_ten(self, person):
        for _number in range(services.MOST):
            make(person)

        with pytest.raises(services.TooManyKeys):
            make(person)
        make(person, now=NOON + datetime.timedelta(days=31))

    @pytest.mark.parametrize("key", ["", "tandem_", "tandem_" + "x" * 43, "\x00", "ü"])
    def test_cannot_be_guessed(self, person, key):
        make(person)

        assert use(key) is None

    def test_is_somebodys(self):
        with pytest.raises(Hidden):
            services.make_token(VISITOR, name="x", scopes=[Scope.READ_EFFORTS], lifetime=Lifetime.MONTH, now=NOON)
        with pytest.raises(Hidden):
            selectors.tokens_of(VISITOR)


class TestPages:
    def test_show_a_key_once(self, client, person):
        answers = {"name": "my list", "scopes": ["efforts.read", "efforts.write"], "lifetime": "90"}

        page = client.post(reverse("tokens:new"), answers)

        key = page.context["key"]
        assert key in page.content.decode()
        assert use(key).scopes == ["efforts.read", "efforts.write"]
        listed = client.get(reverse("tokens:mine")).content.decode()
        assert "my list" in listed
        assert key not in listed

    def test_ask_for_the_password_first(self, client, person):
        person.user.set_password(PASSWORD)
        person.user.save()
        client.force_login(person.user)

        answer = client.get(reverse("tokens:new"))

        assert answer.status_code == 302
        assert "/account/confirm/" in answer["Location"]

    def test_end_one(self, client, person):
        token, _key = make(person)

        page = client.post(reverse("tokens:end", args=[token.pk]), follow=True).content.decode()

        assert "The key opens nothing any more." in page
        assert Token.objects.get().revoked_at == NOON
        another = make(PersonFactory(with_account=True))[0]
        assert client.post(reverse("tokens:end", args=[another.pk])).status_code == 404
