import pytest

from tandem.identity.factors.tests.factories import with_app
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people import registry
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture
def person():
    """Somebody who has lost the phone with her app."""
    person = PersonFactory(with_account=True, with_counsellor=True, with_channels=True, with_address=True)
    with_app(person.user)
    return person


@pytest.fixture
def told(monkeypatch):
    """What a person is told by whoever carries notices: the kind, and who she is."""
    heard = []
    carry = lambda kind, *, person_id, facts, **_more: heard.append((kind.key, person_id, facts["news"]))  # noqa: E731
    monkeypatch.setattr(registry, "_carriers", [carry])
    return heard


@pytest.fixture
def colleague(person):
    return MembershipFactory(organisation=person.office)
