import pytest

from tandem.identity.mandates.tests.factories import a_helper, a_person


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def helper():
    return a_helper()
