from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.identity.recovery.enums import Document, Lost


class DocumentForm(forms.Form):
    document = forms.ChoiceField(
        label=_("Which document did the person show you?"), choices=Document.choices, widget=forms.RadioSelect
    )


class LostForm(forms.Form):
    lost = forms.ChoiceField(label=_("What has the person lost?"), choices=Lost.choices, widget=forms.RadioSelect)


class StopForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the notice"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "spellcheck": "false", "class": "govuk-input--width-10"}
        ),
    )
