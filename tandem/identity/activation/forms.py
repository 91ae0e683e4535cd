import datetime

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.widgets import DayInput
from tandem.identity.activation.types import REASON_LENGTH

_EARLIEST = datetime.date(1900, 1, 1)


class ActivationForm(forms.Form):
    """The pair that the office has given: number and date of birth."""

    person_number = forms.CharField(
        label=_("Your person number"),
        help_text=_("8 digits. It stands on each letter from your regional employment centre."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "govuk-input--width-10",
                "spellcheck": "false",
            }
        ),
    )
    birth_date = forms.DateField(label=_("Your date of birth"), help_text=_("For example: 27 3 1985"), widget=DayInput)

    def __init__(self, *args: object, today: datetime.date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._today = today

    def clean_person_number(self) -> str:
        # Copied from paper, with the blanks and points that stand there.
        number = "".join(sign for sign in self.cleaned_data["person_number"] if sign not in " .-'’\u00a0")
        RegexValidator(r"^[0-9]{8}$", _("A person number has 8 digits. Copy it from the letter."))(number)
        return number

    def clean_birth_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["birth_date"]
        if not _EARLIEST <= day <= self._today:
            raise forms.ValidationError(_("This cannot be a date of birth. Write day, month and year."))
        return day


class ContestForm(forms.Form):
    heading = "reason"

    reason = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Write what is right instead. Your office reads it and answers."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
