from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import OWN_NAMES


class LoginForm(allauth_forms.LoginForm):
    """Login name or e-mail address, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Login name or e-mail address"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        # The bound keeps somebody from sending megabytes to the hasher.
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            max_length=1024,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        """One way to look for the account.

        allauth tries an address as a login name, too, and then hashes twice for an address that exists and once for
        one that does not: a clock would tell them apart.
        """
        identifier = self.cleaned_data["login"].casefold()
        kind = "email" if "@" in identifier else "username"
        return {kind: identifier, "password": self.cleaned_data["password"]}


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language do you want to be addressed?"),
        choices=list(OWN_NAMES.items()),
        widget=forms.RadioSelect,
    )
