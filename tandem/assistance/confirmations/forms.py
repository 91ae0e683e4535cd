from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.widgets import CodeInput
from tandem.identity.access.enums import InPlaceReason
from tandem.identity.factors.registry import OwnHandForm, SignableForm


class ReasonForm(SignableForm):
    """Why somebody sends alone: a short list, nobody has to find words."""

    heading = "reason"
    reason = forms.ChoiceField(
        label=_("Why do you send this in place of the person?"),
        help_text=_("The person reads your answer. Together is always better: you can begin a session instead."),
        choices=InPlaceReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you send it in place of the person. Nothing was sent.")},
    )


class YesForm(OwnHandForm):
    late_reason = forms.CharField(
        label=_("Why is it late?"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )


class SignForm(forms.Form):
    """The person types a code of hers on the helper's device."""

    code = forms.CharField(
        label=_("The person's code"),
        help_text=_("The person types it herself: from an SMS, from her app, or from her printed list."),
        max_length=20,
        widget=CodeInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
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
