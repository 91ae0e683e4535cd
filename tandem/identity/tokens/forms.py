from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.identity.tokens.enums import Lifetime, Scope


class TokenForm(forms.Form):
    """What a new key is for, what it may do, how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("The name of the program, for example “my application list”."),
        max_length=60,
        error_messages={"required": _("Write what the key is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one.")},
    )
    lifetime = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=Lifetime.choices,
        initial=Lifetime.QUARTER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how long.")},
    )
