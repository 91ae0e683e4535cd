import pytest

from tandem.identity.access.tests.factories import NOON
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def noon(clock):
    """3 April 2026: the proof of March is due on the 7th in Zurich."""
    clock.freeze(NOON)


@pytest.fixture
def person(client):
    person = PersonFactory(with_account=True, canton="ZH")
    client.force_login(person.user)
    return person
