from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation.formatting import money as money_written
from tandem.foundation.forms.fields import money, percentage
from tandem.foundation.forms.figures import as_figure


class PayForm(forms.Form):
    pay = money("Pay")
    degree = percentage("Degree")


class TestAFigure:
    @pytest.mark.parametrize(
        "text",
        [
            "1234.50",
            "1234,50",
            "1'234.50",
            "1’234.50",
            "1'234,50",
            "1 234,50",
            "1\u00a0234.50",
            "1\u202f234,50",
            "1,234.50",
            "1.234,50",
            "CHF 1'234.50",
            "chf 1234.50",
            "Fr. 1'234.50",
            "1234.50 CHF",
            "SFr. 1234.50",
            " 1234.50 ",
        ],
    )
    def test_is_read_however_it_is_written(self, text):
        assert Decimal(as_figure(text)) == Decimal("1234.50")

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("1234.–", "1234"),
            ("1'234.-", "1234"),
            ("Fr. 1'234.--", "1234"),
            ("1'234'567", "1234567"),
            ("1.234.567,8", "1234567.8"),
            ("1,234,567", "1234567"),
            ("80 %", "80"),
            ("0", "0"),
            ("-5", "-5"),
            (".5", ".5"),
            ("42,5", "42.5"),
            ("1'234,567", "1234.567"),
        ],
    )
    def test_loses_only_what_is_no_digit(self, text, figure):
        assert as_figure(text) == figure

    @pytest.mark.parametrize(
        "text",
        [
            "1,234",
            "1'23'4",
            "12'34.5",
            "12 34",
            "1'2345",
            "1234'567",
            "1'234 567",
            "1e3",
            "NaN",
            "Infinity",
            "much",
            "42h",
            "42:30",
            "1.2.3",
            "1.2,3.4",
            "--5",
            "5-",
            "12 345 6",
            "%",
            "CHF",
            "1'234'",
            "'234",
            "",
        ],
    )
    def test_is_never_guessed(self, text):
        assert as_figure(text) is None

    @given(st.decimals(min_value=0, max_value=999_999, places=2))
    def test_that_a_page_writes_can_be_typed_again(self, amount):
        assert Decimal(as_figure(money_written(amount))) == amount


class TestItsField:
    def test_takes_what_people_write(self):
        form = PayForm({"pay": "CHF 1'234.50", "degree": "80 %"})

        assert form.is_valid(), form.errors
        assert form.cleaned_data == {"pay": Decimal("1234.50"), "degree": 80}

    def test_keeps_what_it_cannot_read_with_a_sentence(self):
        form = PayForm({"pay": "1,234", "degree": "half"})

        assert form.errors["pay"] == ["Enter the amount in figures, for example 1250.50."]
        assert form.errors["degree"] == ["Enter a whole number from 1 to 100."]
        assert form["pay"].value() == "1,234"

    def test_still_says_what_is_out_of_bounds(self):
        form = PayForm({"pay": "-5", "degree": "101"})

        assert form.errors["pay"] == ["An amount cannot be below zero."]
        assert set(form.errors) == {"pay", "degree"}
