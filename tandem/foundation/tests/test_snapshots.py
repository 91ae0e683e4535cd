import pytest

from tandem.foundation.snapshots import Snapshot

pytestmark = pytest.mark.without_database


class Tables:
    """Tables in a state, and what was asked of them."""

    def __init__(self) -> None:
        self.state = "first"
        self.built: list[str] = []

    def version(self) -> str:
        return self.state

    def build(self) -> str:
        self.built.append(self.state)
        return f"index of {self.state or 'nothing'}"


@pytest.fixture
def tables():
    return Tables()


class TestSnapshot:
    def test_builds_once_for_a_state(self, tables):
        snapshot = Snapshot(tables.version, tables.build, seconds=0)

        assert [snapshot.get(), snapshot.get()] == ["index of first", "index of first"]
        assert tables.built == ["first"]

    def test_builds_anew_when_the_tables_change(self, tables):
        snapshot = Snapshot(tables.version, tables.build, seconds=0)
        snapshot.get()
        tables.state = "second"

        assert snapshot.get() == "index of second"

    def test_asks_again_only_after_a_while(self, tables):
        snapshot = Snapshot(tables.version, tables.build, seconds=1000)
        snapshot.get()
        tables.state = "second"

        assert snapshot.get() == "index of first"

    def test_asks_at_once_when_in_doubt(self, tables):
        snapshot = Snapshot(tables.version, tables.build, seconds=1000)
        snapshot.get()
        tables.state = "second"
        snapshot.doubt()

        assert snapshot.get() == "index of second"

    def test_empty_tables_do_not_push_out_what_was_built(self, tables):
        snapshot = Snapshot(tables.version, tables.build, seconds=0)
        snapshot.get()
        tables.state = ""
        assert snapshot.get() == "index of nothing"
        tables.state = "first"

        assert snapshot.get() == "index of first"
        assert tables.built == ["first", ""]
