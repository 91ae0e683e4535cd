import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.formatting import month_and_year
from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.months import following, month_of

MONTHS_AHEAD = 12


class RuleForm(forms.Form):
    """From which day of each month on the fund takes the form."""

    day = forms.IntegerField(
        label=_("Day of the month"),
        help_text=_("From 1 to 31. In a shorter month, 31 means its last day."),
        min_value=1,
        max_value=31,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter a day from 1 to 31."),
            "invalid": _("Enter a day from 1 to 31."),
        },
    )


class MissingForm(forms.Form):
    """By when the papers that are missing must be here (OACI 29 al. 3)."""

    by = forms.DateField(
        label=_("By which day must they be here?"),
        help_text=_("The person is told, with what follows if they do not come. She needs at least five days."),
        widget=DayInput,
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write a day, a month and a year that exist, for example 17 5 2026."),
        },
    )


class TurnDownForm(MissingForm):
    """Why a paper that was handed in is not the one asked for, and by when the right one is wanted."""

    reason = forms.CharField(
        label=_("Why is this not the paper?"),
        help_text=_("The person reads your words. Say what is wrong, and what the right paper shows."),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say why this is not the paper: the person reads it.")},
    )
    field_order = ["reason", "by"]


class ExceptionForm(forms.Form):
    """Another day for one month."""

    month = forms.TypedChoiceField(
        label=_("For which month?"),
        coerce=datetime.date.fromisoformat,
        error_messages={"required": _("Select the month.")},
    )
    opens_on = forms.DateField(
        label=_("First day on which the form can be filed"),
        help_text=_("Between the first day of that month and the last day of the next."),
        widget=DayInput,
        error_messages={
            "required": _("Write the day."),
            "invalid": _("Write a day, a month and a year that exist, for example 17 5 2026."),
        },
    )

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [month_of(today)]
        while len(months) < MONTHS_AHEAD:
            months.append(following(months[-1]))
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            ("", _("Select a month")),
            *((month.isoformat(), month_and_year(month)) for month in months),
        ]
