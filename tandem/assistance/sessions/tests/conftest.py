import pytest

from tandem.assistance.sessions.tests.browsers import browser_of
from tandem.eservices.procedures.services import open_draft
from tandem.eservices.procedures.tests.factories import KEY, declared  # noqa: F401 - a fixture
from tandem.foundation import clock
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import acting_as
from tandem.identity.accounts.models import User
from tandem.identity.factors.tests.factories import CodeListFactory, with_app
from tandem.identity.mandates.tests.factories import a_helper, a_person


@pytest.fixture
def person():
    person = a_person()
    CodeListFactory(user=person.user)
    return person


@pytest.fixture
def helper():
    acting = a_helper()
    with_app(User.objects.get(pk=acting.user_id))
    return acting


@pytest.fixture
def hers(person):
    return browser_of(person.user_id)


@pytest.fixture
def his(helper):
    return browser_of(helper.user_id)


@pytest.fixture
def draft(person, declared):  # noqa: F811 - a fixture
    declared(purpose=Purpose.EFFORTS)
    now = clock.now()
    file = open_own_file(acting_as(person, now=now), Purpose.EFFORTS, now=now)
    return open_draft(file, key=KEY, subject=f"{clock.today():%Y-%m}", now=now)
