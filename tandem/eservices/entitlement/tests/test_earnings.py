from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Finding, Training
from tandem.eservices.entitlement.tests.values import MONEY, NO_AMOUNT, YES_OR_NO, chf

pytestmark = pytest.mark.without_database

WAGES = st.lists(MONEY, min_size=6, max_size=24)


def each(*amounts: str, months: int = 6) -> list[Decimal]:
    """For each amount, so many months of it."""
    return [chf(amount) for amount in amounts for _month in range(months)]


class TestInsuredEarnings:
    # rules.md R-27
    @pytest.mark.parametrize(
        ("wages", "expected", "finding"),
        [
            (["8189.80"] * 6, "8189.80", Finding.EARNINGS_AVERAGE_6),
            (["8000", "8000", "8000", "8000", "8000", "9138.80"], "8189.80", Finding.EARNINGS_AVERAGE_6),  # 49'138.80
            (["5300"] * 6 + ["4800"] * 6, "5050.00", Finding.EARNINGS_AVERAGE_12),
            (["4900"] * 6 + ["5200"] * 6, "5200.00", Finding.EARNINGS_AVERAGE_6),
            (["9000"] + ["5300"] * 6 + ["4800"] * 6, "5050.00", Finding.EARNINGS_AVERAGE_12),  # the last 12 only
            (["499"] * 6, "0.00", Finding.EARNINGS_TOO_LOW),
            (["500"] * 6, "500.00", Finding.EARNINGS_AVERAGE_6),
            (["15000"] * 6, "12350.00", Finding.EARNINGS_CAPPED),
            (["12350"] * 6, "12350.00", Finding.EARNINGS_AVERAGE_6),
            ([str(300 + 250)] * 6, "550.00", Finding.EARNINGS_AVERAGE_6),  # two jobs together
        ],
    )
    def test_are_the_better_average(self, wages, expected, finding):
        explained = rules.insured_earnings([chf(wage) for wage in wages])

        assert (explained.figure, explained.finding) == (Decimal(expected), finding)

    def test_say_how_they_are_computed(self):
        assert rules.insured_earnings(each("8189.80")).formula == "49'138.80 ÷ 6 = 8'189.80"

    @given(WAGES)
    def test_lie_between_their_limits_or_are_nothing(self, wages):
        earnings = rules.insured_earnings(wages).figure

        assert earnings == 0 or Decimal(500) <= earnings <= Decimal(12350)
        assert earnings <= max(wages) or earnings == 0

    @given(WAGES, MONEY)
    def test_never_fall_when_every_wage_rises(self, wages, rise):
        better = [wage + rise for wage in wages]

        assert rules.insured_earnings(wages).figure <= rules.insured_earnings(better).figure

    @pytest.mark.parametrize("wrong", [None, [], "666666", [Decimal(5000)] * 5, {1, 2, 3, 4, 5, 6}], ids=repr)
    def test_need_the_wages_of_six_months(self, wrong):
        with pytest.raises(ValueError, match=r"^wages: "):
            rules.insured_earnings(wrong)

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuse_a_wage_that_is_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^wages: "):
            rules.insured_earnings([*each("5000", months=5), wrong])


class TestFlatEarnings:
    # rules.md R-28
    @pytest.mark.parametrize(
        ("training", "age", "whole", "halved"),
        [
            (Training.TERTIARY, 24, "3320.10", "1660.05"),
            (Training.UPPER_SECONDARY, 24, "2755.90", "1377.95"),
            (Training.OTHER, 20, "2213.40", "1106.70"),
            (Training.OTHER, 19, "868.00", "434.00"),
        ],
    )
    def test_follow_the_training(self, training, age, whole, halved):
        full = rules.flat_earnings(training, age, child_under_25=False, halving_ground=False)
        half = rules.flat_earnings(training, age, child_under_25=False, halving_ground=True)

        assert (full.figure, full.finding) == (Decimal(whole), Finding.EARNINGS_FLAT)
        assert (half.figure, half.finding) == (Decimal(halved), Finding.EARNINGS_FLAT_HALVED)

    @pytest.mark.parametrize(("age", "child"), [(25, False), (24, True), (40, True)])
    def test_are_not_halved_from_25_on_or_with_a_child(self, age, child):
        found = rules.flat_earnings(Training.OTHER, age, child_under_25=child, halving_ground=True)

        assert found.figure == Decimal("2213.40")

    @pytest.mark.parametrize(
        ("wage", "expected"), [("900", "900.00"), ("868", "868.00"), ("700", "868.00"), ("20000", "12350.00")]
    )
    def test_give_way_to_a_higher_wage_of_the_apprenticeship(self, wage, expected):
        found = rules.flat_earnings(
            Training.OTHER, 19, child_under_25=False, halving_ground=False, apprentice_wage=chf(wage)
        )

        assert found.figure == Decimal(expected)

    @given(st.sampled_from(Training), st.integers(15, 64), YES_OR_NO)
    def test_are_never_more_when_halved(self, training, age, child):
        half = rules.flat_earnings(training, age, child_under_25=child, halving_ground=True)
        full = rules.flat_earnings(training, age, child_under_25=child, halving_ground=False)

        assert half.figure in {full.figure, full.figure / 2}

    def test_say_how_they_are_computed(self):
        found = rules.flat_earnings(Training.TERTIARY, 24, child_under_25=False, halving_ground=True)

        assert found.formula == "153 × 21.7 ÷ 2 = 1'660.05"

    def test_refuse_an_unknown_training(self):
        with pytest.raises(ValueError, match=r"^training: "):
            rules.flat_earnings("tertiary", 24, child_under_25=False, halving_ground=False)

    @pytest.mark.parametrize("wrong", [-1, 14, 101, 24.0, None, True], ids=repr)
    def test_refuse_an_age_that_nobody_has(self, wrong):
        with pytest.raises(ValueError, match=r"^age: "):
            rules.flat_earnings(Training.OTHER, wrong, child_under_25=False, halving_ground=False)


class TestCombinedEarnings:
    def test_add_what_the_degree_of_employment_leaves_of_the_flat_amount(self):
        found = rules.combined_earnings(Decimal(2000), Decimal("3320.10"), Decimal("0.4"))

        assert found.figure == Decimal("3992.06")
        assert found.formula == "2'000.00 + 3'320.10 × 0.6 = 3'992.06"

    @pytest.mark.parametrize("wrong", [Decimal("1.01"), Decimal(-1), 0.4, None], ids=repr)
    def test_refuse_a_degree_that_is_none(self, wrong):
        with pytest.raises(ValueError, match=r"^degree: "):
            rules.combined_earnings(Decimal(2000), Decimal(2000), wrong)


class TestNewlyFixedEarnings:
    @pytest.mark.parametrize(("months", "wage", "fixed"), [(6, "5001", True), (5, "5001", False), (6, "5000", False)])
    def test_need_six_months_in_a_better_paid_job(self, months, wage, fixed):
        found = rules.is_newly_fixed(months_without_break=months, wage=chf(wage), insured_month=Decimal(5000))

        assert found is fixed


class TestInsuredEarningsFromAverages:
    # rules.md R-27
    @pytest.mark.parametrize(
        ("average_6", "average_12", "expected", "formula"),
        [
            ("4800", "5050", "5050.00", "5'050.00 > 4'800.00"),
            ("5200", "5050", "5200.00", "5'200.00 ≥ 5'050.00"),
            ("8189.80", None, "8189.80", "8'189.80"),
            ("499", None, "0.00", "499.00 < 500"),
            ("500", None, "500.00", "500.00"),
            ("15000", None, "12350.00", "15'000.00 > 12'350.00"),
        ],
    )
    def test_are_the_better_of_the_two(self, average_6, average_12, expected, formula):
        found = rules.insured_from_averages(chf(average_6), None if average_12 is None else chf(average_12))

        assert (found.figure, found.formula) == (Decimal(expected), formula)

    @given(MONEY, MONEY)
    def test_agree_with_the_wages_they_are_made_of(self, early, late):
        wages = [early] * 6 + [late] * 6

        assert rules.insured_earnings(wages).figure == rules.insured_from_averages(late, (early + late) / 2).figure

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuse_what_is_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^average_6: "):
            rules.insured_from_averages(wrong)
