import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.identity.access.enums import Retention
from tandem.identity.own_data.rules import PERIODS, erased_on

pytestmark = pytest.mark.without_database


class TestErasedOn:
    @pytest.mark.parametrize(
        ("closed_on", "retention", "expected"),
        [
            ((2026, 4, 3), Retention.FILE, (2031, 4, 3)),
            ((2024, 2, 29), Retention.FILE, (2029, 2, 28)),
            ((2026, 8, 31), Retention.CONVENIENCE, (2027, 2, 28)),
            ((2026, 6, 30), Retention.CONVENIENCE, (2026, 12, 30)),
            ((2026, 12, 31), Retention.EVIDENCE, (2036, 12, 31)),
        ],
    )
    def test_counts_calendar_months_from_the_day_the_file_was_closed(self, closed_on, retention, expected):
        assert erased_on(datetime.date(*closed_on), retention) == datetime.date(*expected)

    @given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
    def test_keeps_evidence_longest_and_conveniences_shortest(self, closed_on):
        assert erased_on(closed_on, Retention.CONVENIENCE) < erased_on(closed_on, Retention.FILE)
        assert erased_on(closed_on, Retention.FILE) < erased_on(closed_on, Retention.EVIDENCE)

    def test_knows_every_class(self):
        assert set(PERIODS) == set(Retention)
