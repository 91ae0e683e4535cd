import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Finding
from tandem.eservices.entitlement.tests.values import NO_DAY, NO_WHOLE_NUMBER, NO_YES_OR_NO, day
from tandem.eservices.entitlement.types import Period

pytestmark = pytest.mark.without_database

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 1, 1))
TWO_YEARS = Period(day("2024-04-01"), day("2026-04-01"))


def period(first: str, last: str) -> Period:
    """From the first day to the last, both worked."""
    return Period(day(first), day(last) + datetime.timedelta(days=1))


class TestFrameworks:
    # rules.md R-24
    @pytest.mark.parametrize(
        ("opens", "benefit_last", "contribution_first", "contribution_last"),
        [
            ("2021-07-01", "2023-06-30", "2019-07-01", "2021-06-30"),
            ("2023-10-18", "2025-10-17", "2021-10-18", "2023-10-17"),
            ("2026-03-01", "2028-02-29", "2024-03-01", "2026-02-28"),
            ("2026-02-10", "2028-02-09", "2024-02-10", "2026-02-09"),
            ("2028-02-29", "2030-02-28", "2026-03-01", "2028-02-28"),
        ],
    )
    def test_are_two_years_on_each_side_of_the_first_day(
        self, opens, benefit_last, contribution_first, contribution_last
    ):
        found = rules.frameworks(day(opens))

        assert (found.benefit.start, found.benefit.last_day) == (day(opens), day(benefit_last))
        assert found.contribution.start == day(contribution_first)
        assert found.contribution.last_day == day(contribution_last)

    @pytest.mark.parametrize(
        ("longer", "benefit_end", "contribution_start"),
        [
            ({"self_employed": True}, "2030-03-01", "2024-03-01"),
            ({"self_employed_months": 10}, "2028-03-01", "2023-05-01"),
            ({"self_employed_months": 40}, "2028-03-01", "2022-03-01"),
            ({"child_raising": True}, "2028-03-01", "2022-03-01"),
        ],
        ids=str,
    )
    def test_are_longer_after_self_employment_or_raising_children(self, longer, benefit_end, contribution_start):
        found = rules.frameworks(day("2026-03-01"), **longer)

        assert (found.benefit.end, found.contribution.start) == (day(benefit_end), day(contribution_start))

    @given(DAYS)
    def test_touch_without_overlap(self, opens):
        found = rules.frameworks(opens)

        assert found.contribution.end == found.benefit.start == opens
        assert 730 <= (found.benefit.end - found.benefit.start).days <= 731
        assert opens in found.benefit
        assert opens not in found.contribution

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuse_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^opens_on: "):
            rules.frameworks(wrong)

    @pytest.mark.parametrize("wrong", NO_YES_OR_NO, ids=repr)
    def test_refuse_answers_that_are_neither_yes_nor_no(self, wrong):
        with pytest.raises(ValueError, match=r"^self_employed: "):
            rules.frameworks(day("2026-03-01"), self_employed=wrong)
        with pytest.raises(ValueError, match=r"^child_raising: "):
            rules.frameworks(day("2026-03-01"), child_raising=wrong)

    @pytest.mark.parametrize("wrong", NO_WHOLE_NUMBER, ids=repr)
    def test_refuse_months_that_are_no_number(self, wrong):
        with pytest.raises(ValueError, match=r"^self_employed_months: "):
            rules.frameworks(day("2026-03-01"), self_employed_months=wrong)


class TestContributionMonths:
    # rules.md R-25
    @pytest.mark.parametrize(
        ("employments", "months"),
        [
            ([period("2026-03-10", "2026-03-31")], "0.747"),
            ([period("2025-04-01", "2026-02-28"), period("2026-03-10", "2026-03-31")], "11.747"),
            ([period("2025-01-01", "2025-06-30"), period("2025-01-01", "2025-06-30")], "6.000"),
            ([period("2025-04-01", "2026-03-31")], "12.000"),
            ([period("2020-01-01", "2026-12-31")], "24.000"),  # what lies outside does not count
            ([period("2020-01-01", "2020-12-31")], "0.000"),
            ([period("2026-03-01", "2026-03-30")], "0.980"),  # 21 days from Monday to Friday
            ([], "0.000"),
        ],
    )
    def test_count_whole_months_and_working_days(self, employments, months):
        assert rules.contribution_months(employments, within=TWO_YEARS).figure == Decimal(months)

    @pytest.mark.parametrize(
        ("employments", "finding", "formula"),
        [
            (
                [period("2025-04-01", "2026-02-28"), period("2026-03-10", "2026-03-31")],
                Finding.CONTRIBUTION_SHORT,
                "352.4 ÷ 30 = 11.747 < 12",
            ),
            ([period("2025-04-01", "2026-03-31")], Finding.CONTRIBUTION_MET, "360 ÷ 30 = 12 ≥ 12"),
        ],
    )
    def test_say_whether_they_are_enough(self, employments, finding, formula):
        explained = rules.contribution_months(employments, within=TWO_YEARS)

        assert (explained.finding, explained.formula) == (finding, formula)

    def test_count_the_first_sixty_days_twice_in_changing_professions(self):
        season = [period("2025-06-01", "2025-09-30")]

        once = rules.contribution_months(season, within=TWO_YEARS).figure
        doubled = rules.contribution_months(season, within=TWO_YEARS, changing_profession=True).figure

        assert (once, doubled) == (4, 6)

    @given(st.lists(st.tuples(DAYS, st.integers(1, 900)), max_size=4))
    def test_never_exceed_the_framework(self, spans):
        employments = [Period(start, start + datetime.timedelta(days=length)) for start, length in spans]
        whole = rules.contribution_months(employments, within=TWO_YEARS).figure

        assert 0 <= whole <= 24
        assert whole == rules.contribution_months([*employments, *employments], within=TWO_YEARS).figure
        assert whole >= rules.contribution_months(employments[1:], within=TWO_YEARS).figure

    @pytest.mark.parametrize(
        "wrong", [None, ("2026-01-01", "2026-02-01"), Period(day("2026-03-01"), day("2026-03-01"))]
    )
    def test_refuse_what_is_no_period(self, wrong):
        with pytest.raises(ValueError, match=r"^employments: "):
            rules.contribution_months([wrong], within=TWO_YEARS)


class TestExemption:
    # rules.md R-26
    @pytest.mark.parametrize(
        ("education", "illness", "institution", "resident", "exempt"),
        [
            ("12", "0", "0", True, False),
            ("12.1", "0", "0", True, True),
            ("12.1", "0", "0", False, False),
            ("6", "4", "3", True, True),
            ("6", "4", "3", False, False),
            ("0", "13", "0", False, True),
            ("0", "0", "13", False, True),
        ],
    )
    def test_needs_more_than_twelve_months_in_all(self, education, illness, institution, resident, exempt):
        found = rules.exempt_by_prevention(
            education_months=Decimal(education),
            illness_months=Decimal(illness),
            institution_months=Decimal(institution),
            ten_years_resident=resident,
        )

        assert found is exempt

    @pytest.mark.parametrize(
        ("happened", "domiciled", "exempt"),
        [
            ("2025-03-01", True, True),
            ("2025-02-28", True, False),
            ("2026-02-01", False, False),
            ("2026-03-02", True, False),
        ],
    )
    def test_by_an_event_holds_for_a_year(self, happened, domiciled, exempt):
        found = rules.exempt_by_event(happened_on=day(happened), opens_on=day("2026-03-01"), domiciled=domiciled)

        assert found is exempt

    @pytest.mark.parametrize(("abroad", "here", "exempt"), [("13", "6", True), ("12", "6", False), ("13", "5", False)])
    def test_by_return_needs_six_months_here(self, abroad, here, exempt):
        found = rules.exempt_by_return(months_abroad=Decimal(abroad), contribution_months_here=Decimal(here))

        assert found is exempt
