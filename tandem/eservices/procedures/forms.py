from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """The last page: what was seen, and why it is late if it is."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    late_reason = forms.CharField(
        label=_("Why is it late?"),
        help_text=_("One or two sentences are enough. Whoever decides reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectForm(forms.Form):
    """Why something that was filed is corrected."""

    reason = forms.CharField(
        label=_("Why do you correct it?"),
        help_text=_("For example: “I forgot one job.” Whoever decides reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why you correct what you filed. Nothing has changed yet.")},
    )
