import pytest

from tandem.foundation.snapshots import Snapshot
from tandem.reference.localities import selectors
from tandem.reference.localities.tests.factories import whole_index


@pytest.fixture
def every_place(monkeypatch):
    """Questions are answered from all shipped places, without a table."""
    monkeypatch.setattr(selectors, "_index", Snapshot(lambda: "files", whole_index))
    return whole_index()
