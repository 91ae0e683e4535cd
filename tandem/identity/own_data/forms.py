from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import today
from tandem.foundation.forms.widgets import DayInput


class CloseForm(forms.Form):
    closed_on = forms.DateField(label=_("From which day is the file closed?"), widget=DayInput)

    def clean_closed_on(self) -> object:
        if self.cleaned_data["closed_on"] > today():
            raise ValidationError(_("This day is still to come. A file is closed today or earlier."))
        return self.cleaned_data["closed_on"]
