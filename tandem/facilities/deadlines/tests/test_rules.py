import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.facilities.deadlines.enums import Step
from tandem.facilities.deadlines.rules import step_on

pytestmark = pytest.mark.without_database

OPENS, DUE = datetime.date(2026, 3, 27), datetime.date(2026, 4, 7)


def on(day, *, opens_on=OPENS, due_on=DUE, late_allowed=True):
    return step_on(day, opens_on=opens_on, due_on=due_on, late_allowed=late_allowed)


class TestStepOn:
    @pytest.mark.parametrize(
        ("day", "step"),
        [
            ((2026, 3, 26), None),
            ((2026, 3, 27), Step.OPENS),
            ((2026, 3, 31), Step.OPENS),
            ((2026, 4, 1), Step.MIDDLE),
            ((2026, 4, 4), Step.MIDDLE),
            ((2026, 4, 5), Step.LAST_DAYS),
            ((2026, 4, 6), Step.LAST_DAYS),
            ((2026, 4, 7), Step.LAST_DAY),
            ((2026, 4, 8), Step.LATE),
            ((2026, 4, 14), Step.LATE),
            ((2026, 4, 15), None),
        ],
    )
    def test_is_the_last_step_reached(self, day, step):
        assert on(datetime.date(*day)) is step

    def test_says_nothing_after_the_last_day_where_late_is_impossible(self):
        assert on(DUE + datetime.timedelta(days=1), late_allowed=False) is None

    def test_halves_no_short_time(self):
        assert on(datetime.date(2026, 4, 3), opens_on=datetime.date(2026, 4, 1)) is Step.OPENS

    @given(st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)), st.integers(0, 60), st.integers(-5, 80))
    def test_never_goes_back(self, opens_on, span, day):
        due_on = opens_on + datetime.timedelta(days=span)
        order = [None, *Step]
        today, tomorrow = (
            on(opens_on + datetime.timedelta(days=days), opens_on=opens_on, due_on=due_on) for days in (day, day + 1)
        )

        assert tomorrow is None or order.index(tomorrow) >= order.index(today)
