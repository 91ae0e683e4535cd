import pytest

from tandem.facilities.documents import sandbox
from tandem.facilities.documents.enums import Fault
from tandem.facilities.documents.reading import building
from tandem.facilities.documents.reading.faults import Unreadable
from tandem.facilities.documents.types import Built, ScannerUnavailable, Verdict


@pytest.fixture
def in_process(monkeypatch):
    """Read files in this process: the same code without the second that another one takes to start."""

    def build(files, *, whole=False, order=None):
        try:
            content, *previews = building.build(files, whole=whole, order=order)
        except Unreadable as refused:
            raise sandbox.NotBuilt(Fault(refused.fault), refused.file) from refused
        return Built(content, tuple(previews))

    monkeypatch.setattr(sandbox, "build", build)


class ScriptedScanner:
    """Says what a test tells it; "unavailable" by raising."""

    looks = True

    def __init__(self):
        self.verdict = Verdict.CLEAN
        self.seen = []

    def scan(self, content):
        self.seen.append(content)
        if self.verdict is None:
            raise ScannerUnavailable("the test says so")
        return self.verdict

    def ping(self):
        if self.verdict is None:
            raise ScannerUnavailable("the test says so")
        return "scripted"


@pytest.fixture
def scanner(monkeypatch):
    """A scanner that finds nothing until a test says otherwise."""
    scripted = ScriptedScanner()
    for module in ("intake", "services", "selectors"):
        monkeypatch.setattr(f"tandem.facilities.documents.{module}.scanner", lambda: scripted)
    return scripted
