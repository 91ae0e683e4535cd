from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import ExemptionGround, Finding
from tandem.eservices.entitlement.tests.values import MONEY, NO_AMOUNT, NO_DAY, NO_YES_OR_NO, YES_OR_NO, chf, day

pytestmark = pytest.mark.without_database

YEARLY = st.decimals(0, 200_000, places=2)
AGES = st.integers(15, 100)
MONTHS = st.decimals(0, 48, places=3)


class TestWaitingDays:
    # rules.md R-31
    @pytest.mark.parametrize(
        ("insured", "child", "expected"),
        [
            ("36000", False, 0),
            ("36001", False, 5),
            ("60000", False, 5),
            ("60001", False, 10),
            ("90000", False, 10),
            ("90001", False, 15),
            ("125000", False, 15),
            ("125001", False, 20),
            ("148200", False, 20),
            ("36001", True, 0),
            ("60000", True, 0),
            ("60001", True, 5),
            ("148200", True, 5),
            ("0", False, 0),
        ],
    )
    def test_grow_with_the_earnings(self, insured, child, expected):
        days = rules.waiting_days(chf(insured), child)

        assert days == expected
        assert type(days) is int

    # rules.md R-31: 120 days after education, added to the general ones
    @pytest.mark.parametrize(
        ("insured", "ground", "expected"),
        [
            ("39841", ExemptionGround.EDUCATION, 125),
            ("19920", ExemptionGround.EDUCATION, 120),
            ("39841", ExemptionGround.ILLNESS, 10),
            ("19920", ExemptionGround.EVENT, 5),
            ("36000", None, 0),
        ],
    )
    def test_are_more_for_who_is_exempt_from_the_contribution_period(self, insured, ground, expected):
        assert rules.all_waiting_days(chf(insured), False, ground).figure == expected

    @pytest.mark.parametrize(
        ("insured", "child", "finding", "formula"),
        [
            ("30000", False, Finding.WAITING_NONE, "30'000.00 ≤ 36'000"),
            ("72000", False, Finding.WAITING, "60'000 < 72'000.00 ≤ 90'000"),
            ("148200", False, Finding.WAITING, "125'000 < 148'200.00"),
            ("60000", True, Finding.WAITING_NONE, "60'000.00 ≤ 60'000"),
        ],
    )
    def test_say_between_which_limits_the_earnings_lie(self, insured, child, finding, formula):
        explained = rules.waiting_days_explained(chf(insured), child)

        assert (explained.finding, explained.formula) == (finding, formula)

    @given(YEARLY, YEARLY, YES_OR_NO)
    def test_never_fall_when_earnings_rise(self, one, other, child):
        low, high = sorted([one, other])

        assert rules.waiting_days(low, child) <= rules.waiting_days(high, child)

    @given(YEARLY)
    def test_are_never_more_with_a_child_than_without(self, insured):
        assert rules.waiting_days(insured, True) <= rules.waiting_days(insured, False) <= 20

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuse_earnings_that_are_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^insured_year: "):
            rules.waiting_days(wrong, False)

    @pytest.mark.parametrize("wrong", NO_YES_OR_NO, ids=repr)
    def test_refuse_an_answer_that_is_neither_yes_nor_no(self, wrong):
        with pytest.raises(ValueError, match=r"^child_under_25: "):
            rules.waiting_days(Decimal(1), wrong)

    def test_refuse_an_unknown_ground(self):
        with pytest.raises(ValueError, match=r"^ground: "):
            rules.all_waiting_days(Decimal(1), False, "education")


class TestMaximum:
    # rules.md R-32; where the table leaves an answer open, both are tried.
    @pytest.mark.parametrize("child", [True, False])
    @pytest.mark.parametrize(
        ("months", "age", "invalidity", "expected"),
        [
            ("11", 30, False, 0),
            ("11.747", 30, False, 0),
            ("12", 30, False, 260),
            ("17.999", 30, False, 260),
            ("18", 30, False, 400),
            ("24", 54, False, 400),
            ("21", 55, False, 400),
            ("22", 55, False, 520),
            ("22", 35, True, 520),
            ("22", 35, False, 400),
        ],
    )
    def test_follows_the_contribution_months(self, months, age, child, invalidity, expected):
        assert rules.max_allowances(Decimal(months), age, child, invalidity, False) == expected

    @pytest.mark.parametrize(("age", "child", "expected"), [(24, True, 400), (24, False, 200), (25, False, 400)])
    def test_is_200_under_25_without_a_child(self, age, child, expected):
        assert rules.max_allowances(Decimal(24), age, child, False, False) == expected

    @given(MONTHS, AGES, YES_OR_NO, YES_OR_NO)
    def test_is_90_for_who_is_exempt(self, months, age, child, invalidity):
        assert rules.max_allowances(months, age, child, invalidity, True) == 90

    @given(MONTHS, MONTHS, AGES, YES_OR_NO, YES_OR_NO)
    def test_never_falls_when_months_rise(self, one, other, age, child, invalidity):
        low, high = sorted([one, other])

        assert rules.max_allowances(low, age, child, invalidity, False) <= rules.max_allowances(
            high, age, child, invalidity, False
        )

    @given(MONTHS, AGES, AGES, YES_OR_NO, YES_OR_NO)
    def test_never_falls_with_age_a_child_or_a_pension(self, months, one, other, child, invalidity):
        young, old = sorted([one, other])

        plain = rules.max_allowances(months, young, False, False, False)
        assert plain in {0, 200, 260, 400, 520}
        assert plain <= rules.max_allowances(months, young, child, invalidity, False)
        assert plain <= rules.max_allowances(months, old, False, False, False)

    @pytest.mark.parametrize(
        ("months", "opens_on", "expected"),
        [
            ("22", "2026-03-01", 640),
            ("18", "2026-03-01", 520),
            ("18", "2024-07-01", 520),  # four years before to the day
            ("18", "2024-06-30", 400),
            ("11", "2026-03-01", 0),
        ],
    )
    def test_is_120_more_in_the_four_years_before_the_pension(self, months, opens_on, expected):
        usual = rules.max_allowances_explained(Decimal(months), 62, False, False, False)
        explained = rules.max_allowances_near_pension(usual, opens_on=day(opens_on), pension_on=day("2028-07-01"))

        assert explained.figure == expected

    @pytest.mark.parametrize(
        ("arguments", "finding", "articles"),
        [
            ((Decimal(24), 40, False, False, True), Finding.MAXIMUM_EXEMPT, ("LACI 27 al. 4",)),
            ((Decimal(11), 40, False, False, False), Finding.MAXIMUM_NONE, ("LACI 13 al. 1",)),
            ((Decimal(18), 20, False, False, False), Finding.MAXIMUM_YOUNG, ("LACI 27 al. 5bis",)),
            ((Decimal(12), 40, False, False, False), Finding.MAXIMUM, ("LACI 27 al. 2 let. a",)),
            ((Decimal(18), 40, False, False, False), Finding.MAXIMUM, ("LACI 27 al. 2 let. b",)),
            ((Decimal(22), 55, False, False, False), Finding.MAXIMUM, ("LACI 27 al. 2 let. c",)),
        ],
        ids=str,
    )
    def test_names_the_paragraph_that_decides(self, arguments, finding, articles):
        explained = rules.max_allowances_explained(*arguments)

        assert (explained.finding, explained.articles) == (finding, articles)

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuses_months_that_are_no_number(self, wrong):
        with pytest.raises(ValueError, match=r"^contribution_months: "):
            rules.max_allowances(wrong, 30, False, False, False)

    @pytest.mark.parametrize("wrong", [-1, 0, 14, 101, 200, 30.0, Decimal("30.5"), "30", None, True], ids=repr)
    def test_refuses_an_age_that_nobody_has(self, wrong):
        with pytest.raises(ValueError, match=r"^age: "):
            rules.max_allowances(Decimal(12), wrong, False, False, False)

    @pytest.mark.parametrize("wrong", NO_YES_OR_NO, ids=repr)
    def test_refuses_answers_that_are_neither_yes_nor_no(self, wrong):
        with pytest.raises(ValueError, match=r"^child_under_25: "):
            rules.max_allowances(Decimal(12), 30, wrong, False, False)
        with pytest.raises(ValueError, match=r"^invalidity_40: "):
            rules.max_allowances(Decimal(12), 30, False, wrong, False)
        with pytest.raises(ValueError, match=r"^exempt: "):
            rules.max_allowances(Decimal(12), 30, False, False, wrong)

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_days_that_are_no_dates(self, wrong):
        usual = rules.max_allowances_explained(Decimal(22), 62, False, False, False)
        with pytest.raises(ValueError, match=r"^opens_on: "):
            rules.max_allowances_near_pension(usual, opens_on=wrong, pension_on=day("2028-07-01"))
        with pytest.raises(ValueError, match=r"^pension_on: "):
            rules.max_allowances_near_pension(usual, opens_on=day("2028-07-01"), pension_on=wrong)


@given(MONEY, YES_OR_NO)
def test_a_years_earnings_are_twelve_months(insured, child):
    days = rules.waiting_days(12 * insured, child)

    assert days % 5 == 0
