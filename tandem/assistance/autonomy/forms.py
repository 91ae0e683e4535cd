from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.assistance.autonomy.enums import NextTime


class NextTimeForm(forms.Form):
    """Three buttons: one tap answers."""

    word = forms.ChoiceField(
        choices=NextTime.choices, error_messages={"required": _("Choose one of the three answers.")}
    )
