import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Confidence, Finding
from tandem.eservices.entitlement.tests.values import MONEY, NO_AMOUNT, NO_DAY, NO_YES_OR_NO, YES_OR_NO, chf, day
from tandem.foundation.months import months_later

pytestmark = pytest.mark.without_database


class TestRate:
    # rules.md R-29
    @pytest.mark.parametrize(
        ("insured", "child", "invalidity", "expected"),
        [
            ("3797", False, False, "0.80"),
            ("3797.50", False, False, "0.80"),  # exactly 140 is not more than 140
            ("3798", False, False, "0.70"),
            ("6000", False, True, "0.80"),
            ("6000", True, False, "0.80"),
            ("6000", False, False, "0.70"),
        ],
    )
    def test_is_eighty_percent_unless_all_three_conditions_hold(self, insured, child, invalidity, expected):
        assert rules.rate(chf(insured), child, invalidity) == Decimal(expected)

    @pytest.mark.parametrize(
        ("child", "invalidity", "insured", "finding", "formula"),
        [
            (True, True, "6000", Finding.RATE_FULL_CHILD, "80 %"),
            (False, True, "6000", Finding.RATE_FULL_INVALIDITY, "80 %"),
            (False, False, "3000", Finding.RATE_FULL_LOW, "3'000.00 × 80 % ÷ 21.7 = 110.60 ≤ 140.00"),
            (False, False, "6000", Finding.RATE_REDUCED, "6'000.00 × 80 % ÷ 21.7 = 221.20 > 140.00"),
        ],
    )
    def test_says_why(self, child, invalidity, insured, finding, formula):
        explained = rules.rate_explained(chf(insured), child, invalidity)

        assert (explained.finding, explained.formula) == (finding, formula)
        assert explained.articles == ("LACI 22 al. 1", "LACI 22 al. 2", "OACI 33")
        assert not explained.indicative

    @given(MONEY, YES_OR_NO, YES_OR_NO)
    def test_is_one_of_two_and_never_lower_with_a_child_or_a_pension(self, insured, child, invalidity):
        share = rules.rate(insured, child, invalidity)

        assert share in {Decimal("0.70"), Decimal("0.80")}
        assert share >= rules.rate(insured, False, False)

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuses_earnings_that_are_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^insured_month: "):
            rules.rate(wrong, False, False)

    @pytest.mark.parametrize("wrong", NO_YES_OR_NO, ids=repr)
    def test_refuses_answers_that_are_neither_yes_nor_no(self, wrong):
        with pytest.raises(ValueError, match=r"^child_under_25: "):
            rules.rate(Decimal(6000), wrong, False)
        for child in (True, False):
            with pytest.raises(ValueError, match=r"^invalidity_40: "):
                rules.rate(Decimal(6000), child, wrong)


class TestDailyAllowance:
    # rules.md R-30; a child under 25 stands for the rate of 80 %.
    @pytest.mark.parametrize(
        ("insured", "child", "expected"),
        [
            ("6783", True, "250.05"),  # BS AL.2024.1
            ("6217", False, "200.55"),
            ("7312", False, "235.85"),
            ("6000", False, "193.55"),
            ("5000", False, "161.30"),
            ("5000", True, "184.35"),
            ("4000", False, "140.00"),  # the floor
            ("4340", False, "140.00"),
            ("3797", False, "140.00"),
            ("500", True, "18.45"),
            ("500", False, "18.45"),
            ("12350", False, "398.40"),
            ("12350", True, "455.30"),
            ("15000", True, "455.30"),  # no more than the insured maximum
            # flat amounts, whole and halved
            ("3320.10", False, "122.40"),
            ("2755.90", False, "101.60"),
            ("2213.40", False, "81.60"),
            ("868", False, "32.00"),
            ("1660.05", False, "61.20"),
            ("1377.95", False, "50.80"),
            ("1106.70", False, "40.80"),
            ("434", False, "16.00"),
            ("0", False, "0.00"),
        ],
    )
    def test_is_the_share_of_the_earnings_of_a_day(self, insured, child, expected):
        assert rules.daily_allowance(chf(insured), child, False) == Decimal(expected)

    def test_agrees_with_a_statement_that_a_court_quotes_within_five_centimes(self):
        assert abs(rules.daily_allowance(Decimal(7312), False, False) - Decimal("235.90")) <= Decimal("0.05")

    @given(st.decimals(3797, 4340, places=2))
    def test_stays_at_140_francs_where_seventy_percent_would_be_less(self, insured):
        assert rules.daily_allowance(insured, False, False) == Decimal(140)

    @given(MONEY, MONEY, YES_OR_NO, YES_OR_NO)
    def test_never_falls_when_earnings_rise(self, one, other, child, invalidity):
        low, high = sorted([one, other])

        assert rules.daily_allowance(low, child, invalidity) <= rules.daily_allowance(high, child, invalidity)

    @given(MONEY, YES_OR_NO, YES_OR_NO)
    def test_is_a_multiple_of_five_centimes_within_its_bounds(self, insured, child, invalidity):
        allowance = rules.daily_allowance(insured, child, invalidity)

        assert allowance % Decimal("0.05") == 0
        assert allowance.as_tuple().exponent == -2
        assert 0 <= allowance <= Decimal("455.30")
        assert abs(allowance - min(insured, Decimal(12350)) * Decimal("0.8") / Decimal("21.7")) < Decimal("57.01")

    @given(MONEY)
    def test_is_never_lower_with_a_child_than_without(self, insured):
        assert rules.daily_allowance(insured, True, False) >= rules.daily_allowance(insured, False, False)

    @pytest.mark.parametrize(
        ("insured", "finding", "formula"),
        [
            ("6000", Finding.ALLOWANCE, "6'000.00 × 70 % ÷ 21.7 = 193.55"),
            ("5000", Finding.ALLOWANCE, "5'000.00 × 70 % ÷ 21.7 = 161.29 ≈ 161.30"),
            ("4000", Finding.ALLOWANCE_FLOOR, "4'000.00 × 70 % ÷ 21.7 = 129.03 < 140.00"),
        ],
    )
    def test_says_how_it_is_computed(self, insured, finding, formula):
        explained = rules.daily_allowance_explained(chf(insured), False, False)

        assert (explained.finding, explained.formula) == (finding, formula)
        assert explained.confidence is Confidence.VERIFIED

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuses_earnings_that_are_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^insured_month: "):
            rules.daily_allowance(wrong, False, False)

    @pytest.mark.parametrize("wrong", NO_YES_OR_NO, ids=repr)
    def test_refuses_answers_that_are_neither_yes_nor_no(self, wrong):
        with pytest.raises(ValueError, match=r"^child_under_25: "):
            rules.daily_allowance(Decimal(6000), wrong, False)
        with pytest.raises(ValueError, match=r"^invalidity_40: "):
            rules.daily_allowance(Decimal(6000), False, wrong)


class TestMonth:
    # rules.md R-30
    @pytest.mark.parametrize(
        ("year", "days"),
        [
            (2026, [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23]),
            (2027, [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23]),
        ],
    )
    def test_has_its_days_from_monday_to_friday(self, year, days):
        assert [rules.controlled_days(datetime.date(year, month, 15)) for month in range(1, 13)] == days

    @given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)))
    def test_has_twenty_to_twenty_three(self, some_day):
        assert 20 <= rules.controlled_days(some_day) <= 23

    @pytest.mark.parametrize(("month", "gross"), [("2026-02-01", "3871.00"), ("2026-03-01", "4258.10")])
    def test_is_worth_its_days(self, month, gross):
        allowance = rules.daily_allowance(Decimal(6000), False, False)
        explained = rules.gross_month(allowance, rules.controlled_days(day(month)))

        assert explained.figure == Decimal(gross)
        assert explained.formula.startswith("193.55 × ")

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^since: "):
            rules.controlled_days(datetime.date(2026, 3, 1), since=wrong or "")
        with pytest.raises(ValueError, match=r"^month: "):
            rules.controlled_days(wrong)

    @pytest.mark.parametrize("wrong", [-1, 24, 2.0, None, True], ids=repr)
    def test_refuses_days_that_no_month_has(self, wrong):
        with pytest.raises(ValueError, match=r"^days: "):
            rules.gross_month(Decimal(100), wrong)


class TestLaw:
    @pytest.mark.parametrize(
        ("on", "coordination", "child"),
        [
            ("2023-01-01", "25725", "200"),
            ("2024-12-31", "25725", "200"),
            ("2025-01-01", "26460", "215"),
            ("2026-12-31", "26460", "215"),
        ],
    )
    def test_has_the_amounts_of_the_day(self, on, coordination, child):
        law = rules.law_on(day(on))

        assert (law.coordination_year, law.child_allowance_month) == (Decimal(coordination), Decimal(child))
        assert law.outdated == frozenset()

    def test_keeps_an_amount_whose_time_is_over_and_says_so(self):
        law = rules.law_on(day("2027-01-01"))

        assert law.coordination_year == Decimal(26460)
        assert law.is_outdated("coordination_year")
        assert not law.is_outdated("insured_max_month")

    @given(st.dates(datetime.date(2023, 1, 1), datetime.date(2050, 1, 1)))
    def test_has_every_amount_on_every_day(self, on):
        law = rules.law_on(on)

        assert law.insured_max_month == Decimal(148_200) / 12
        assert law.outdated <= rules.law_on(months_later(on, 12)).outdated

    def test_refuses_a_day_before_its_amounts(self):
        with pytest.raises(ValueError, match=r"^day: .*2022-12-31"):
            rules.law_on(day("2022-12-31"))

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^day: "):
            rules.law_on(wrong)
