"""Fields and behaviour that several forms of this room share."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import now
from tandem.foundation.forms.widgets import CodeInput
from tandem.foundation.refusals import Refusal
from tandem.identity.accounts import codes
from tandem.identity.accounts.models import User

# The bound keeps somebody from sending megabytes to the hasher.
LONGEST_PASSWORD = 1024


def required(sentence: Any) -> dict[str, Any]:
    """Which answer is missing: the summary of a page names each by its sentence."""
    return {"required": sentence}


def password_field(label: Any, autocomplete: str, missing: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        error_messages=required(missing),
        help_text=help_text,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def current_password() -> forms.CharField:
    return password_field(_("Password"), "current-password", _("Type your password."))


def email_field(label: Any, help_text: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        error_messages=required(_("Type an e-mail address."))
        | {"invalid": _("This is no e-mail address. It looks like name@example.ch.")},
        help_text=help_text,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        error_messages=required(_("Type the code.")),
        help_text=_("6 digits"),
        max_length=20,
        widget=CodeInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )


class NewPasswordMixin:
    """A new password, typed twice: who mistypes it once and has no e-mail address would have to come to the desk."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    user: User | None

    def ask_new_password(self) -> None:
        for name in ("password1", "password2"):
            self.fields.pop(name, None)
        self.fields["password1"] = password_field(
            _("New password"),
            "new-password",
            _("Choose a new password."),
            _(
                "At least 12 characters. Four words in a row are easy to remember and hard to guess. "
                "Nothing that many people use, and not your name."
            ),
        )
        self.fields["password_again"] = password_field(
            _("The same password again"), "new-password", _("Type the new password a second time.")
        )

    def clean_password1(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password1"], user=self.user)

    def clean_password_again(self) -> str:
        again: str = self.cleaned_data["password_again"]
        if "password1" in self.cleaned_data and again != self.cleaned_data["password1"]:
            raise ValidationError(_("The two passwords are not the same. Type both again."))
        return again


class CountedCode:
    """A code that was sent to `email`; all that is typed for this address counts together, whoever types it."""

    email: str
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        try:
            codes.claim(self.email, now=now())
        except Refusal as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        code: str = super().clean_code()  # type: ignore[misc]
        codes.forget(self.email)
        return code
