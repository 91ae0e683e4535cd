import pytest

from tandem.identity.factors.tests.factories import with_app
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    """Somebody who has lost the phone with her app."""
    person = PersonFactory(with_account=True, with_counsellor=True, with_channels=True, with_address=True)
    with_app(person.user)
    return person


@pytest.fixture
def colleague(person):
    return MembershipFactory(organisation=person.office)
