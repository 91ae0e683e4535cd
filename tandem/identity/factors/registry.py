"""What other rooms ask a person's own hand with: the form on a page where a code, or a key, says yes to a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class OwnHandForm(forms.Form):
    """The person's own hand: a code of her second factor, or the answer of her key.

    `seen` is the fingerprint of the text on the page.
    """

    mark_optional = False  # either of them is needed: neither is optional

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("From an SMS, from your app, or from your printed list."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "one-time-code"}),
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=8000, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("credential") and not cleaned.get("code"):
            self.add_error("code", self.fields["code"].error_messages["required"])
        return cleaned
