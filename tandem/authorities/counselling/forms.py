import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.formatting import month_and_year
from tandem.foundation.months import following, month_of

MONTHS_AHEAD = 4


class TargetForm(forms.Form):
    """What was agreed: a number, from a month on that is not over."""

    number = forms.IntegerField(
        label=_("Efforts a month"),
        min_value=1,
        max_value=40,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter how many efforts a month you have agreed on."),
            "invalid": _("Enter a whole number, for example 8."),
        },
    )
    valid_from = forms.TypedChoiceField(
        label=_("From which month on?"),
        help_text=_("Never for a month that is over: nobody learns afterwards what was expected."),
        coerce=datetime.date.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the month from which the number counts.")},
    )

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [month_of(today)]
        while len(months) < MONTHS_AHEAD:
            months.append(following(months[-1]))
        self.fields["valid_from"].choices = [  # type: ignore[attr-defined]
            (month.isoformat(), month_and_year(month)) for month in months
        ]
