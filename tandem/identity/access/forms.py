from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.identity.access.models import REASON_LENGTH


class ContestForm(forms.Form):
    heading = "reason"

    reason = forms.CharField(
        label=_("What is wrong with this visit?"),
        help_text=_("Write it in your own words. The body in whose name somebody looked reads it and answers."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer to the person"),
        help_text=_("Say why the file was opened, or what you did about it. The person reads your sentence."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
