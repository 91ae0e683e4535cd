import pytest

from tandem.eservices.on_paper.services import print_sheet
from tandem.eservices.on_paper.tests.photos import Pages, pages_of
from tandem.eservices.procedures.tests.factories import begun, declared  # noqa: F401 - a fixture
from tandem.foundation.languages import Language
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def noon(clock):
    clock.freeze(NOON)


@pytest.fixture
def officer(db):
    return MembershipFactory(fund_officer=True)


@pytest.fixture
def draft(officer, declared):  # noqa: F811
    declared()
    return begun(PersonFactory(with_account=True, fund=officer.organisation, large_print=True))


@pytest.fixture
def pages(draft) -> Pages:
    """The sheet of the draft, printed by the person and laid under a camera."""
    printed = print_sheet(acting_as(draft.person), draft_id=draft.pk, language=Language.DE, now=NOON)
    return pages_of(printed)
