import pytest

from tandem.authorities.fund.tests.months import NOW
from tandem.identity.organisations.tests.factories import MembershipFactory


@pytest.fixture
def november(clock):
    """5 November 2026: the form of October is open until the end of January."""
    clock.freeze(NOW)


@pytest.fixture
def officer(client):
    membership = MembershipFactory(fund_officer=True, user__name="Olga Muster")
    client.force_login(membership.user)
    return membership
