"""A sheet that somebody signed on paper, typed in by whoever holds it."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import today
from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.pictures import MAX_BYTES, Picture, UnusableScan, picture

CODE_ON_PAPER = {
    "class": "govuk-input--width-10",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class SignedSheetForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the paper"),
        help_text=_("12 letters and numbers, at the top of the form."),
        max_length=30,
        widget=forms.TextInput(CODE_ON_PAPER),
    )
    signed_on = forms.DateField(label=_("When did the person sign?"), widget=DayInput)
    scan = forms.FileField(
        label=_("A photo or a scan of the signed form"),
        help_text=_("JPEG, PNG or PDF, at most 8 MB. We keep it encrypted."),
        required=False,
    )

    def clean_signed_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["signed_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come. Write the day on the form."))
        return day

    def clean_scan(self) -> Picture | None:
        file = self.cleaned_data["scan"]
        if not file:
            return None
        if file.size > MAX_BYTES:
            raise forms.ValidationError(UnusableScan.message)
        try:
            return picture(file.read())
        except UnusableScan as refusal:
            raise forms.ValidationError(refusal.message) from refusal
