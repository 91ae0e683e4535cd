import pytest

from tandem.foundation.snapshots import Snapshot
from tandem.reference.occupations import selectors
from tandem.reference.occupations.tests.factories import whole_index


@pytest.fixture
def every_occupation(monkeypatch):
    """Questions are answered from all shipped labels, without a table."""
    monkeypatch.setattr(selectors, "_index", Snapshot(lambda: "files", whole_index))
    return whole_index()
