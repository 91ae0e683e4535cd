from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.eservices.entitlement import rules
from tandem.eservices.entitlement.enums import Finding
from tandem.eservices.entitlement.tests.values import MONEY, NO_AMOUNT, NO_DAY, NO_WHOLE_NUMBER, chf, day

pytestmark = pytest.mark.without_database

DAYS = st.integers(1, 23)
RATES = st.sampled_from([Decimal("0.70"), Decimal("0.80")])


class TestIntermediateEarnings:
    # rules.md R-35
    @pytest.mark.parametrize("unit", [1, 100])
    @pytest.mark.parametrize(
        ("month", "base", "loss", "paid"),
        [
            (("5000", "1000", 22, "0.70"), "5069.12", "4069.12", ("2848.39", "17.7")),
            (("5000", "1000", 22, "0.80"), "5069.12", "4069.12", ("3255.30", "17.7")),
            (("6000", "2000", 20, "0.80"), "5529.95", "3529.95", ("2823.96", "12.8")),
            (("6000", "4200", 22, "0.70"), "6082.95", "1882.95", ("1318.06", "6.8")),
        ],
    )
    def test_are_topped_up(self, month, base, loss, paid, unit):
        insured, income, days, rate = month
        result = rules.intermediate_earnings(chf(insured), chf(income), days, Decimal(rate) * unit)

        assert result.eligible
        assert (result.base, result.loss) == (Decimal(base), Decimal(loss))
        assert (result.compensation, result.allowances) == tuple(map(Decimal, paid))

    @pytest.mark.parametrize(("insured", "income"), [("7312", "5455.45"), ("7312", "7372.35")])
    def test_are_not_topped_up_when_a_day_brings_as_much_as_the_allowance(self, insured, income):
        result = rules.intermediate_earnings(chf(insured), chf(income), 22, Decimal("0.70"))

        assert not result.eligible
        assert (result.compensation, result.allowances) == (0, 0)
        assert result.explanation.finding is Finding.INTERMEDIATE_TOO_HIGH

    def test_say_how_the_compensation_is_computed(self):
        result = rules.intermediate_earnings(Decimal(6000), Decimal(4200), 22, Decimal("0.70"))

        assert result.explanation.formula == "(6'000.00 ÷ 21.7 × 22 − 4'200.00) × 70 % = 1'318.06"
        assert result.explanation.articles == ("LACI 24", "OACI 41a al. 1")

    def test_take_days_as_a_decimal_too(self):
        insured, income, rate = Decimal(6000), Decimal(4200), Decimal("0.70")

        assert rules.intermediate_earnings(insured, income, Decimal("22.0"), rate) == rules.intermediate_earnings(
            insured, income, 22, rate
        )

    def test_say_why_there_is_none(self):
        result = rules.intermediate_earnings(Decimal(7312), Decimal("5455.45"), 22, Decimal("0.70"))

        assert result.explanation.formula == "5'455.45 ÷ 22 = 247.98 ≥ 235.85"

    @given(MONEY, MONEY, DAYS, RATES)
    def test_lead_to_a_compensation_within_its_bounds(self, insured, income, days, rate):
        result = rules.intermediate_earnings(insured, income, days, rate)

        assert 0 <= result.compensation <= result.loss <= result.base
        assert 0 <= result.allowances <= days
        assert all(figure.as_tuple().exponent == -2 for figure in (result.base, result.loss, result.compensation))
        if not result.eligible:
            assert result.compensation == result.allowances == 0

    @given(MONEY, MONEY, MONEY, DAYS, RATES)
    def test_bring_less_compensation_the_more_is_earned(self, insured, one, other, days, rate):
        low, high = sorted([one, other])
        little = rules.intermediate_earnings(insured, low, days, rate)
        much = rules.intermediate_earnings(insured, high, days, rate)

        assert little.compensation >= much.compensation
        assert little.eligible or not much.eligible

    @given(st.decimals(500, 12350, places=2), MONEY, MONEY, DAYS, RATES)
    def test_are_always_worth_earning_while_they_are_topped_up(self, insured, one, other, days, rate):
        low, high = sorted([one, other])
        little = rules.intermediate_earnings(insured, low, days, rate)
        much = rules.intermediate_earnings(insured, high, days, rate)

        if much.eligible:
            assert low + little.compensation <= high + much.compensation + Decimal("0.01")

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuse_what_is_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^insured_month: "):
            rules.intermediate_earnings(wrong, Decimal(1000), 22, Decimal("0.70"))
        with pytest.raises(ValueError, match=r"^income: "):
            rules.intermediate_earnings(Decimal(5000), wrong, 22, Decimal("0.70"))
        with pytest.raises(ValueError, match=r"^rate: "):
            rules.intermediate_earnings(Decimal(5000), Decimal(1000), 22, wrong)

    @pytest.mark.parametrize("wrong", [*NO_WHOLE_NUMBER, 0, 24], ids=repr)
    def test_refuse_days_that_no_month_has(self, wrong):
        with pytest.raises(ValueError, match=r"^controlled_days: "):
            rules.intermediate_earnings(Decimal(5000), Decimal(1000), wrong, Decimal("0.70"))

    @pytest.mark.parametrize("wrong", [Decimal("0.75"), Decimal(0), Decimal(1)], ids=repr)
    def test_refuse_a_rate_that_the_law_does_not_know(self, wrong):
        with pytest.raises(ValueError, match=r"^rate: 0\.70 or 0\.80 is needed"):
            rules.intermediate_earnings(Decimal(5000), Decimal(1000), 22, wrong)


class TestSelfEmployedIncome:
    @pytest.mark.parametrize(
        ("gross", "material", "countable"),
        [("3000", "500", "2000.00"), ("3000", "0", "2400.00"), ("500", "3000", "0.00")],
    )
    def test_is_counted_without_material_and_a_fifth_for_costs(self, gross, material, countable):
        assert rules.self_employed_income(chf(gross), chf(material)) == Decimal(countable)

    @pytest.mark.parametrize("wrong", NO_AMOUNT, ids=repr)
    def test_refuses_what_is_no_amount(self, wrong):
        with pytest.raises(ValueError, match=r"^gross: "):
            rules.self_employed_income(wrong, Decimal(0))
        with pytest.raises(ValueError, match=r"^material: "):
            rules.self_employed_income(Decimal(0), wrong)


class TestCompensatedUntil:
    @pytest.mark.parametrize(
        ("child", "age", "until"),
        [
            (False, 45, "2027-04-01"),
            (False, 46, "2028-03-01"),
            (True, 30, "2028-03-01"),
        ],
    )
    def test_is_twelve_months_or_the_end_of_the_framework(self, child, age, until):
        found = rules.compensated_until(
            day("2026-04-17"), framework_end=day("2028-03-01"), child_under_25=child, age=age
        )

        assert found == day(until)

    def test_is_never_after_the_framework(self):
        found = rules.compensated_until(
            day("2027-10-01"), framework_end=day("2028-03-01"), child_under_25=False, age=30
        )

        assert found == day("2028-03-01")

    @pytest.mark.parametrize("wrong", NO_DAY, ids=repr)
    def test_refuses_what_is_no_date(self, wrong):
        with pytest.raises(ValueError, match=r"^first_month: "):
            rules.compensated_until(wrong, framework_end=day("2028-03-01"), child_under_25=False, age=30)
        with pytest.raises(ValueError, match=r"^framework_end: "):
            rules.compensated_until(day("2026-03-01"), framework_end=wrong, child_under_25=False, age=30)
