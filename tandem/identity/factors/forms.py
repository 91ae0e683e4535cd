"""Forms of the second factor. Those of keys are django-allauth's, with the counter that it forgets."""

from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.widgets import CodeInput
from tandem.identity.factors.services.keys import MALFORMED, WrongKey
from tandem.identity.factors.types import Way

_CODE = {"autocapitalize": "characters", "spellcheck": "false"}
WRONG_KEY = WrongKey.message


class CodeForm(forms.Form):
    """A code of any kind, as somebody types it."""

    code = forms.CharField(
        label=_("Code"),
        error_messages={"required": _("Type the code.")},
        max_length=40,
        widget=CodeInput({**_CODE, "class": "govuk-input--width-10", "inputmode": "numeric"}),
    )


class ListCodeForm(CodeForm):
    """A code of the printed list: the label says which line."""

    def __init__(self, *arguments: Any, way: Way, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["code"]
        field.label = _("Code no. %(number)d of your list") % {"number": way.next_number or 0}
        field.widget.attrs.pop("inputmode")


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("For example 079 123 45 67. With its country code if it is not Swiss."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}),
    )


class KeyNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the key"), max_length=60)


class AddKeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name of the key"),
        help_text=_("So that you know later which one it is, for example: blue key on my key ring."),
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("Log in with this key alone, without a password"),
        help_text=_("The key then asks for its PIN, your finger or your face."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except MALFORMED as wrong:
            raise ValidationError(WRONG_KEY) from wrong
        except ValidationError as wrong:
            raise ValidationError(WRONG_KEY) from wrong


class UseKeyForm(webauthn.AuthenticateWebAuthnForm):
    """The answer of a key; `counter` is what it says of itself."""

    counter = 0

    def clean_credential(self) -> Any:
        try:
            key = super().clean_credential()
            answer = parse_authentication_response(self.cleaned_data["credential"])
        except (ValidationError, *MALFORMED) as wrong:
            raise ValidationError(WRONG_KEY) from wrong
        seen = answer.response.authenticator_data
        # The challenge of another page of the same browser asks for less.
        if self.passwordless and not seen.is_user_verified():
            raise ValidationError(WRONG_KEY)
        self.counter = seen.counter
        return key


class PasskeyForm(UseKeyForm):
    """The same for somebody who has said nothing about herself yet: the passkey says who she is."""

    passwordless = True

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, user=None, **named)
