import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.tests.values import NO_DAY, NO_WHOLE_NUMBER, day
from tandem.eservices.entitlement.types import Period

pytestmark = pytest.mark.without_database


class TestControlFreeDays:
    # rules.md R-33
    @pytest.mark.parametrize(("controlled", "earned"), [(0, 0), (59, 0), (60, 5), (119, 5), (120, 10)])
    def test_are_five_for_each_sixty(self, controlled, earned):
        assert rules.control_free_days(controlled).figure == earned

    @given(st.integers(0, 520), st.integers(0, 520))
    def test_never_fall_and_are_at_most_a_twelfth(self, one, other):
        low, high = sorted([one, other])

        assert rules.control_free_days(low).figure <= rules.control_free_days(high).figure <= high / 12

    def test_are_announced_fourteen_days_before(self):
        assert rules.announce_by(day("2026-07-13")) == day("2026-06-29")

    @pytest.mark.parametrize("wrong", NO_WHOLE_NUMBER, ids=repr)
    def test_refuse_what_is_no_number_of_days(self, wrong):
        with pytest.raises(ValueError, match=r"^controlled_days: "):
            rules.control_free_days(wrong)


class TestIllness:
    # rules.md R-34
    def test_is_reported_within_a_week_and_paid_to_the_thirtieth_day(self):
        assert rules.report_illness_by(day("2026-03-02")) == day("2026-03-09")
        assert rules.last_paid_day(day("2026-03-02")) == day("2026-03-31")

    @pytest.mark.parametrize(
        ("reported", "on_form", "excused", "lost"),
        [
            ("2026-03-20", False, False, Period(day("2026-03-02"), day("2026-03-20"))),
            ("2026-03-20", True, False, None),
            ("2026-03-20", False, True, None),
            ("2026-03-09", False, False, None),
            ("2026-03-10", False, False, Period(day("2026-03-02"), day("2026-03-10"))),
        ],
    )
    def test_reported_late_costs_the_days_before(self, reported, on_form, excused, lost):
        found = rules.unpaid_before_report(
            day("2026-03-02"), reported_on=day(reported), on_monthly_form=on_form, excused=excused
        )

        assert found == lost

    @pytest.mark.parametrize(("used", "left"), [(0, 44), (40, 4), (44, 0)])
    def test_has_44_allowances_in_a_framework(self, used, left):
        assert rules.illness_allowances_left(used).figure == left

    @pytest.mark.parametrize(
        ("capacity", "share"), [(100, "1"), (75, "1"), (74, "0.5"), (50, "0.5"), (49, "0"), (0, "0")]
    )
    def test_pays_by_capacity_afterwards(self, capacity, share):
        assert rules.share_while_partly_able(capacity) == Decimal(share)

    @pytest.mark.parametrize("wrong", [*NO_WHOLE_NUMBER, 45], ids=repr)
    def test_refuses_days_that_cannot_have_been_used(self, wrong):
        with pytest.raises(ValueError, match=r"^used: "):
            rules.illness_allowances_left(wrong)

    @pytest.mark.parametrize("wrong", [*NO_WHOLE_NUMBER, 101], ids=repr)
    def test_refuses_a_capacity_that_is_no_percentage(self, wrong):
        with pytest.raises(ValueError, match=r"^capacity_percent: "):
            rules.share_while_partly_able(wrong)

    @pytest.mark.parametrize("function", [rules.announce_by, rules.report_illness_by, rules.last_paid_day])
    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_what_is_no_date(self, function, wrong):
        with pytest.raises(ValueError, match=r"^start: "):
            function(wrong)

    @given(st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)), st.integers(0, 60))
    def test_loses_days_only_after_a_week(self, start, later):
        lost = rules.unpaid_before_report(
            start, reported_on=start + datetime.timedelta(days=later), on_monthly_form=False, excused=False
        )

        assert (lost is None) is (later <= 7)
