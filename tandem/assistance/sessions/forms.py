from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.assistance.sessions.models import WORDS_LENGTH
from tandem.identity.access.enums import Purpose
from tandem.identity.mandates.enums import AREAS


class AreasForm(forms.Form):
    """What the two want to do together: the helper sees nothing else."""

    areas = forms.MultipleChoiceField(
        label=_("What do you want to do together?"),
        help_text=_("Your helper sees only this, and only while the session lasts."),
        error_messages={"required": _("Choose at least one.")},
        choices=[(area.value, area.label) for area in AREAS],
        widget=forms.CheckboxSelectMultiple,
    )

    def chosen(self) -> list[Purpose]:
        return [Purpose(area) for area in self.cleaned_data["areas"]]


class JoinForm(forms.Form):
    keeps_answers = False
    code = forms.CharField(
        label=_("The code on the person's screen"),
        help_text=_("6 digits. On the phone, she reads them to you."),
        max_length=20,
        widget=forms.TextInput(
            {"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class WordsForm(forms.Form):
    """What the helper says beside a question, or the person answers."""

    words = forms.CharField(
        max_length=WORDS_LENGTH, error_messages={"required": _("Write a few words, then send them.")}
    )
