import pytest

from tandem.foundation.testing.outside import ROOT
from tandem.foundation.testing.shares import LONGEST, ON_THE_DEMO, share_of, turn_of

pytestmark = pytest.mark.without_database


class TestShares:
    def test_are_whole_files(self):
        assert share_of("tests/test_web.py::TestWeb::test_starts[a::b]") == "tests/test_web.py"

    def test_are_the_journeys_on_the_demo_together(self):
        assert share_of(f"{ON_THE_DEMO}/test_pages.py::test_pages[de]") == ON_THE_DEMO
        assert share_of("tests/journeys/demography/test_pages.py::test_pages") != ON_THE_DEMO

    def test_begin_with_browsers_and_end_with_small_files(self):
        shares = {"tandem/a.py": 3, "tandem/b.py": 700, "tests/journeys/test_live.py": 2, ON_THE_DEMO: 9, "c.py": 1}

        in_turn = sorted(shares, key=lambda share: turn_of(share, shares[share]))

        assert in_turn == [ON_THE_DEMO, "tests/journeys/test_live.py", "tandem/b.py", "tandem/a.py", "c.py"]

    def test_name_folders_that_are_there(self):
        assert all((ROOT / folder / "conftest.py").exists() for folder in LONGEST)
