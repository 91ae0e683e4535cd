from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import OWN_NAMES


class LoginForm(forms.Form):
    identifier = forms.CharField(
        label=_("Login name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    # The bound keeps somebody from sending megabytes to the hasher.
    password = forms.CharField(
        label=_("Password"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language do you want to be addressed?"),
        choices=list(OWN_NAMES.items()),
        widget=forms.RadioSelect,
    )
