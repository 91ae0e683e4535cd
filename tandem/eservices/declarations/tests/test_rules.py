import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.declarations import rules
from tandem.foundation.months import following

pytestmark = pytest.mark.without_database

NO_DAY = [None, "2026-03-01", 202603, 1.0, True, datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class TestLastDay:
    # rules.md R-16
    @pytest.mark.parametrize(
        ("period", "last"),
        [
            ("2023-09-01", "2023-12-31"),  # a Sunday: shown as it stands
            ("2023-10-01", "2024-01-31"),
            ("2025-11-01", "2026-02-28"),
            ("2025-12-01", "2026-03-31"),
            ("2026-01-01", "2026-04-30"),
            ("2026-03-01", "2026-06-30"),
            ("2026-06-01", "2026-09-30"),
            ("2026-08-01", "2026-11-30"),
            ("2026-09-01", "2026-12-31"),
        ],
    )
    def test_is_the_end_of_the_third_month_after_it(self, period, last):
        assert rules.last_day(day(period)) == day(last)

    @given(st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31)))
    def test_is_the_same_for_the_whole_month_and_ends_a_month(self, some_day):
        last = rules.last_day(some_day)

        assert last == rules.last_day(some_day.replace(day=1))
        assert (last + datetime.timedelta(days=1)).day == 1
        assert following(last) == following(following(following(following(some_day.replace(day=1)))))

    @pytest.mark.parametrize("wrong", [*NO_DAY, datetime.date.max], ids=repr)
    def test_refuses_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^period: "):
            rules.last_day(wrong)


class TestForfeiture:
    # rules.md R-16
    @pytest.mark.parametrize(("filed", "forfeited"), [("2026-06-30", False), ("2026-07-01", True)])
    def test_begins_with_the_day_after_the_last(self, filed, forfeited):
        assert rules.is_forfeited(day(filed), day("2026-03-01")) is forfeited

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^filed_on: "):
            rules.is_forfeited(wrong, day("2026-03-01"))
