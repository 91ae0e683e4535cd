"""What forms ask alike: a day, an amount, a percentage. One sentence for one mistake, wherever it is made."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.figures import FigureField, WholeField
from tandem.foundation.forms.widgets import DayInput, UnitInput


def day(label: Any, help_text: Any = "", **options: Any) -> forms.DateField:
    """A date that one knows by heart, in three small fields."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DayInput(),
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a real day, for example 7 4 2026.")},
        **options,
    )


def money(label: Any, help_text: Any = "", **options: Any) -> forms.DecimalField:
    """An amount in CHF to the cent, never negative, below a million."""
    return FigureField(
        label=label,
        help_text=help_text,
        min_value=Decimal(0),
        max_value=Decimal("999999.99"),
        decimal_places=2,
        widget=UnitInput(before="CHF", attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": _("Enter the amount. Enter 0 if there was none."),
            "invalid": _("Enter the amount in figures, for example 1250.50."),
            "min_value": _("An amount cannot be below zero."),
            "max_value": _("This amount is higher than we can take. Check it."),
            "max_decimal_places": _("Enter the amount with two decimals at most."),
        },
        **options,
    )


def percentage(
    label: Any, help_text: Any = "", *, required_sentence: Any = None, **options: Any
) -> forms.IntegerField:
    """A whole percentage from 1 to 100. `required_sentence` says where to find it, where that helps."""
    sentence = _("Enter a whole number from 1 to 100.")
    return WholeField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=100,
        widget=UnitInput(after="%", attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            **dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
            **({"required": required_sentence} if required_sentence else {}),
        },
        **options,
    )
