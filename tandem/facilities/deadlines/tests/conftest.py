import pytest

from tandem.facilities.deadlines import registry
from tandem.facilities.deadlines.tests.samples import Source


@pytest.fixture
def source(monkeypatch):
    """The only source of deadlines in this test."""
    source = Source()
    monkeypatch.setattr(registry, "sources", {"tests": source})
    monkeypatch.setattr(registry, "requests", {})
    return source


@pytest.fixture
def appointments(monkeypatch):
    """What the only source of appointments in this test tells, to be changed by the test."""
    told = []
    monkeypatch.setattr(registry, "appointment_sources", {"tests": lambda *_asked: list(told)})
    return told
