import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.market.ads import rules
from tandem.market.ads.enums import AdStatus

DAY = datetime.date(2026, 3, 10)
NEAR = st.integers(-400, 400).map(lambda days: DAY + datetime.timedelta(days=days))


class TestTransitions:
    def test_know_every_status_and_lead_to_known_ones(self):
        assert set(rules.TRANSITIONS) == set(AdStatus.values)
        assert set().union(*rules.TRANSITIONS.values()) <= set(AdStatus.values)

    @pytest.mark.parametrize(
        ("before", "after", "allowed"),
        [
            ("CREATED", "INSPECTING", True),
            ("CREATED", "PUBLISHED_PUBLIC", False),
            ("INSPECTING", "CANCELLED", False),
            ("REJECTED", "CANCELLED", False),
            ("PUBLISHED_RESTRICTED", "PUBLISHED_PUBLIC", True),
            ("PUBLISHED_PUBLIC", "PUBLISHED_RESTRICTED", False),
            ("ARCHIVED", "PUBLISHED_PUBLIC", True),
            ("CANCELLED", "REFINING", False),
        ],
    )
    def test_follow_the_table(self, before, after, allowed):
        assert rules.may_follow(before, after) is allowed

    def test_a_withdrawn_ad_stays_withdrawn(self):
        assert rules.TRANSITIONS["CANCELLED"] == {"CANCELLED"}


class TestFirstStatus:
    @pytest.mark.parametrize("reason", ["reporting_obligation", "report_to_avam", "by_web_form"])
    def test_the_office_sees_it_first_for_each_reason(self, reason):
        reasons = dict.fromkeys(["reporting_obligation", "report_to_avam", "by_web_form"], False) | {reason: True}

        assert rules.first_status(**reasons) == "INSPECTING"

    def test_otherwise_it_goes_to_publication(self):
        assert rules.first_status(reporting_obligation=False, report_to_avam=False, by_web_form=False) == "REFINING"


class TestPublishedStatus:
    @given(starts_on=NEAR, obligation=st.booleans(), ends_on=NEAR, today=NEAR)
    def test_is_never_public_before_its_day_nor_during_the_obligation(self, starts_on, obligation, ends_on, today):
        status = rules.published_status(
            starts_on=starts_on, reporting_obligation=obligation, obligation_ends_on=ends_on, today=today
        )

        assert (status == "REFINING") == (starts_on > today)
        if status == "PUBLISHED_PUBLIC":
            assert not obligation or ends_on < today

    def test_the_last_day_of_the_obligation_still_counts(self):
        def status(today):
            return rules.published_status(
                starts_on=DAY, reporting_obligation=True, obligation_ends_on=DAY, today=today
            )

        assert status(DAY) == "PUBLISHED_RESTRICTED"
        assert status(DAY + datetime.timedelta(days=1)) == "PUBLISHED_PUBLIC"

    def test_asks_until_when_an_obliged_ad_is_restricted(self):
        with pytest.raises(ValueError, match="until when"):
            rules.published_status(starts_on=DAY, reporting_obligation=True, obligation_ends_on=None, today=DAY)


def test_the_last_day_is_the_one_before_the_end():
    assert rules.last_day(DAY) == datetime.date(2026, 3, 9)
    assert rules.last_day(None) is None
