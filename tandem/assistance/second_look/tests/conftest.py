import pytest

from tandem.eservices.procedures.tests.factories import declared  # noqa: F401 - a fixture
from tandem.identity.access.tests.factories import NOON


@pytest.fixture(autouse=True)
def _declared(declared, clock):  # noqa: F811 - a fixture
    declared(title="For your fund", title_by_others="For her fund")
    clock.freeze(NOON)
