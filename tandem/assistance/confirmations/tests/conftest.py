import pytest

from tandem.assistance.confirmations.tests.factories import asked, mandated, with_list
from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.identity.mandates.tests.factories import a_helper, a_person


@pytest.fixture
def form(declared):  # noqa: F811 - a fixture
    declared()


@pytest.fixture
def person(db):
    return with_list(a_person(language="de"))


@pytest.fixture
def helper(db):
    return a_helper()


@pytest.fixture
def mandate(person, helper):
    return mandated(person, helper)


@pytest.fixture
def act(person, helper, mandate):
    return asked(person, helper)
