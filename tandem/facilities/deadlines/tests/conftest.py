import pytest

from tandem.facilities.deadlines import registry
from tandem.facilities.deadlines.tests.samples import Source


@pytest.fixture
def source(monkeypatch):
    """The only source of deadlines in this test."""
    source = Source()
    monkeypatch.setattr(registry, "sources", {"tests": source})
    return source
