"""Two people between whom a mandate is given."""

import pytest

from tandem.identity.factors.tests.factories import CodeListFactory
from tandem.identity.mandates.tests.factories import a_helper, a_person


@pytest.fixture
def noon(clock):
    clock.freeze("2026-04-03 12:00")


@pytest.fixture
def person():
    """With a printed list of codes, so that she can say yes."""
    person = a_person()
    CodeListFactory(user=person.user)
    return person


@pytest.fixture
def helper():
    return a_helper()
