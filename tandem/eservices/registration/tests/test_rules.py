"""The vectors of R-1 and R-2."""

import datetime

import pytest

from tandem.eservices.entitlement.types import Period
from tandem.eservices.registration import rules

pytestmark = pytest.mark.without_database


def day(number, month):
    return datetime.date(2026, month, number)


class TestFirstInterviewBy:
    @pytest.mark.parametrize(("registered", "latest"), [(day(2, 3), day(17, 3)), (day(16, 3), day(31, 3))])
    def test_is_fifteen_days_later(self, registered, latest):
        assert rules.first_interview_by(registered) == latest

    @pytest.mark.parametrize("value", [None, "2026-03-02", datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)])
    def test_refuses_what_is_no_date(self, value):
        with pytest.raises(ValueError, match="registered_on"):
            rules.first_interview_by(value)


class TestClaimPossibleFrom:
    @pytest.mark.parametrize(
        ("registered", "possible", "lost"),
        [
            (day(1, 4), day(1, 4), None),
            (day(7, 4), day(7, 4), Period(day(1, 4), day(7, 4))),
            (day(15, 2), day(1, 4), None),
        ],
    )
    def test_is_never_before_the_registration(self, registered, possible, lost):
        assert rules.claim_possible_from(day(31, 3), registered) == possible
        assert rules.days_lost(day(31, 3), registered) == lost
