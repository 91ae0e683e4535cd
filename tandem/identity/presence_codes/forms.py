from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.identity.recovery.enums import Document


class DocumentForm(forms.Form):
    document = forms.ChoiceField(
        label=_("Which document did the person show you?"), choices=Document.choices, widget=forms.RadioSelect
    )
