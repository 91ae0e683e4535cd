import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import today
from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.pictures import MAX_BYTES, Picture, UnusableScan, picture
from tandem.identity.access.enums import InPlaceReason


class ReasonForm(forms.Form):
    """Why somebody sends alone: a short list, nobody has to find words."""

    heading = "reason"
    reason = forms.ChoiceField(
        label=_("Why do you send this in place of the person?"),
        help_text=_("The person reads your answer. Together is always better: you can begin a session instead."),
        choices=InPlaceReason.choices,
        widget=forms.RadioSelect,
    )


class YesForm(forms.Form):
    """The person's own hand: a code of her second factor, or the answer of her key.

    `seen` is the fingerprint of the text on the page.
    """

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("From an SMS, from your app, or from your printed list."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "one-time-code"}),
    )
    late_reason = forms.CharField(
        label=_("Why is it late?"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=8000, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("credential") and not cleaned.get("code"):
            self.add_error("code", self.fields["code"].error_messages["required"])
        return cleaned


class SignForm(forms.Form):
    """The person types a code of hers on the helper's device."""

    code = forms.CharField(
        label=_("The person's code"),
        help_text=_("The person types it herself: from an SMS, from her app, or from her printed list."),
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NoForm(forms.Form):
    """Her no, in as many words as she likes."""

    words = forms.CharField(
        label=_("What is not right?"),
        help_text=_("Your helper reads it. You can also leave it empty."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class SheetForm(forms.Form):
    """A signed sheet, typed in."""

    code = forms.CharField(
        label=_("Code on the paper"),
        help_text=_("12 letters and numbers, at the top of the form."),
        max_length=30,
        widget=forms.TextInput(
            {
                "class": "govuk-input--width-10",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
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
