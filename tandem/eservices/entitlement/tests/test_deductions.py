from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.tests.values import NO_AMOUNT, day

pytestmark = pytest.mark.without_database

ALLOWANCES = st.decimals(0, Decimal("455.30"), places=2)
LAW_2023 = rules.law_on(day("2023-06-01"))


class TestFamilySupplement:
    # rules.md R-36
    @pytest.mark.parametrize(("monthly", "daily"), [("215", "9.91"), ("268", "12.35"), ("0", "0.00")])
    def test_is_the_monthly_allowance_of_a_day(self, monthly, daily):
        assert rules.family_supplement(Decimal(monthly)).figure == Decimal(daily)

    def test_knows_the_federal_minimum(self):
        assert rules.family_supplement(rules.LAW_2026.child_allowance_month).figure == Decimal("9.91")
        assert rules.family_supplement(rules.LAW_2026.education_allowance_month).figure == Decimal("12.35")

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuses_what_is_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^monthly_allowance: "):
            rules.family_supplement(wrong)


class TestDeductions:
    # rules.md R-37
    @pytest.mark.parametrize(
        ("gross", "old_age", "pension_fund"),
        [
            ("184.35", "9.75", "0.10"),
            ("193.55", "10.25", "0.10"),
            ("398.40", "21.10", "0.35"),
            ("87.10", "4.60", "0.00"),
            ("87.15", "4.60", "0.00"),  # 0.018 francs of the smallest co-ordinated wage
        ],
    )
    def test_are_those_of_2026(self, gross, old_age, pension_fund):
        found = rules.deductions(Decimal(gross))

        assert (found.old_age.figure, found.pension_fund.figure) == (Decimal(old_age), Decimal(pension_fund))
        assert found.accident is None
        assert found.net.figure == Decimal(gross) - Decimal(old_age) - Decimal(pension_fund)

    def test_agree_with_a_statement_of_2023(self):
        found = rules.deductions(Decimal("250.05"), accident_share=Decimal("0.0247"), law=LAW_2023)

        assert found.old_age.figure == Decimal("13.25")
        assert found.pension_fund.figure == Decimal("0.20")
        assert found.accident.figure == Decimal("6.20")
        assert found.net.figure == Decimal("230.40")  # BS AL.2024.1
        assert found.net.formula == "250.05 − 13.25 − 6.20 − 0.20 = 230.40"
        assert 30 * found.net.figure == Decimal(6912)  # what a suspension of 30 days costs

    @pytest.mark.parametrize(
        ("gross", "finding", "formula"),
        [
            ("193.55", Finding.DEDUCTION_PENSION, "(193.55 − 101.61) × 0.125 % ≈ 0.10"),
            ("100.00", Finding.DEDUCTION_PENSION, "14.52 × 0.125 % ≈ 0.00"),
            ("87.10", Finding.DEDUCTION_PENSION_NONE, "87.10 ≤ 87.10"),
        ],
    )
    def test_say_how_the_pension_fund_part_is_computed(self, gross, finding, formula):
        explained = rules.pension_fund_deduction(Decimal(gross))

        assert (explained.finding, explained.formula) == (finding, formula)

    def test_say_how_the_old_age_part_is_computed(self):
        assert rules.old_age_deduction(Decimal("193.55")).formula == "193.55 × 5.3 % ≈ 10.25"

    def test_are_indicative_once_the_limits_of_a_year_are_over(self):
        next_year = rules.law_on(day("2027-01-01"))

        assert rules.deductions(Decimal(200), law=next_year).net.indicative
        assert rules.pension_fund_deduction(Decimal(200), law=next_year).confidence is Confidence.OLDER
        assert not rules.deductions(Decimal(200)).net.indicative

    @given(ALLOWANCES, ALLOWANCES)
    def test_leave_more_of_a_higher_allowance(self, one, other):
        low, high = sorted([one, other])

        assert rules.deductions(low).net.figure <= rules.deductions(high).net.figure + Decimal("0.10")

    @given(ALLOWANCES, st.decimals(0, Decimal("0.04"), places=4))
    def test_are_multiples_of_five_centimes_and_leave_a_rest(self, gross, share):
        found = rules.deductions(gross, accident_share=share)

        for part in (found.old_age, found.pension_fund, found.accident):
            assert part.figure % Decimal("0.05") == 0
            assert part.figure >= 0
        assert 0 <= found.net.figure <= gross

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuse_what_is_no_amount(self, wrong):
        for function in (rules.deductions, rules.old_age_deduction, rules.pension_fund_deduction):
            with pytest.raises(ValueError, match=r"^allowance: "):
                function(wrong)
        with pytest.raises(ValueError, match=r"^share: "):
            rules.accident_deduction(Decimal(100), wrong)

    def test_refuse_a_rate_in_percent(self):
        with pytest.raises(ValueError, match=r"^share: a fraction"):
            rules.accident_deduction(Decimal(100), Decimal("2.47"))
