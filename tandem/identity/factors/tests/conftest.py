import time

import pytest

from tandem.identity.accounts.tests.factories import UserFactory


@pytest.fixture
def proved(client):
    """Log in as somebody who has just shown again that it is she."""

    def log_in(user=None):
        user = user or UserFactory(with_email=True)
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return user

    return log_in
