from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.facilities.receipts.rules import MAX_TEXT

MAX_FILE = 1_000_000  # a month's form is a few thousand bytes


class TextForm(forms.Form):
    """The line in the QR code."""

    way = "text"
    text = forms.CharField(
        label=_("Text of the QR code"),
        help_text=_("Scan the code with your phone: this field is then filled in. Or copy the signed text."),
        max_length=MAX_TEXT,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false", "autocomplete": "off", "data-signed-text": ""}),
    )


class NumberForm(forms.Form):
    """What somebody copies from the paper by hand."""

    way = "number"
    number = forms.CharField(
        label=_("Number of the receipt"),
        help_text=_("16 signs, for example 3A4C-7H9K-4MNP-3XWM."),
        max_length=40,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        help_text=_("The first 16 signs are enough."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    """The file that belongs to a receipt: only it shows that what was filed is unchanged."""

    way = "file"
    file = forms.FileField(
        label=_("File of the receipt (JSON)"),
        help_text=_("It is attached to the PDF, and can be saved beside it. We read it and do not keep it."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(_("This file is too large to be one of a receipt."))
        content: bytes = file.read()
        if content.startswith(b"%PDF-"):
            raise forms.ValidationError(
                _(
                    "A PDF cannot be checked by itself: what it shows may differ from what is in it. Open it, save "
                    "the file that is attached to it, and choose that one. Or type number and fingerprint below."
                )
            )
        return content
