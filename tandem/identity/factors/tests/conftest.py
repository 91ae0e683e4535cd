import functools

import pytest
from django.urls import reverse

from tandem.identity.accounts.tests.factories import PASSWORD, UserFactory
from tandem.identity.factors.tests.factories import prove


@pytest.fixture
def proved(client):
    """Log in as somebody who has just shown again that it is she."""
    return functools.partial(prove, client)


@pytest.fixture
def user():
    return UserFactory(username="mila", with_password=True, with_email=True)


@pytest.fixture
def enter(client):
    """Type the password; the answer is where the log-in goes on."""

    def enter(user):
        return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})

    return enter
