"""django-allauth's forms with our fields: every word on them is ours, and every code is counted before it is read."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.foundation.clock import now
from tandem.foundation.languages import OWN_NAMES
from tandem.identity.accounts import sessions
from tandem.identity.accounts.form_parts import (
    CountedCode,
    NewPasswordMixin,
    code_field,
    current_password,
    email_field,
    password_field,
    required,
)
from tandem.identity.accounts.models import User


class LoginForm(allauth_forms.LoginForm):
    """Login name or e-mail address, and a password."""

    keeps_answers = False  # a name is no answer

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.request = request
        forms.Form.__init__(self, *args, **kwargs)  # allauth's makes fields of its own first, at each request

    def user_credentials(self) -> dict[str, str]:
        """One way to look for the account.

        allauth tries an address as a login name, too, and then hashes twice for an address that exists and once for
        one that does not: a clock would tell them apart.
        """
        identifier = self.cleaned_data["login"].lower()
        kind = "email" if "@" in identifier else "username"
        return {kind: identifier, "password": self.cleaned_data["password"]}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        sessions.bound(request, now())  # allauth counts the age of a session from its last use
        return response


# Not in the class: a method of allauth's has the name of the field.
LoginForm.base_fields = {
    "login": forms.CharField(
        label=_("Login name or e-mail address"),
        error_messages=required(_("Type your login name or your e-mail address.")),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    ),
    "password": current_password(),
}


class SignUpForm(NewPasswordMixin, allauth_forms.SignupForm):
    """An account for somebody with an e-mail address."""

    user = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("First name and last name"),
            error_messages=required(_("Type the first name and the last name.")),
            max_length=120,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )
        self.fields["email"] = email_field(
            _("E-mail address"), _("We send a code there. You type it on the next page.")
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you want to be addressed?"),
            choices=list(OWN_NAMES.items()),
            initial=get_language(),
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        )
        self.ask_new_password()
        self.order_fields(["name", "email", "language", "password1", "password_again"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        self.user = User(name=name)  # a password may not be one's own name
        return name

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
        except IntegrityError:  # a second request with the same address was faster
            self.account_already_exists = True
            user, response = super().try_save(request)
        if user is None:
            # Hashing takes its time where an account is made: the clock must not tell which addresses have one.
            User().set_password(self.cleaned_data["password1"])
        return user, response


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = current_password()


class ChangePasswordForm(NewPasswordMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(
            _("Password until now"), "current-password", _("Type your password until now.")
        )
        self.ask_new_password()

    def clean_oldpassword(self) -> str:
        # Counted like a log-in: a stolen session is no place to try passwords from.
        old: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("incorrect_password")
        return old


class SetPasswordForm(NewPasswordMixin, allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_new_password()


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field(_("E-mail address"))


class NewPasswordForm(NewPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_new_password()


class EmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field(
            _("New e-mail address"), _("We send a code there. The address counts once you have typed the code.")
        )


class EmailCodeForm(CountedCode, allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class ForgottenPasswordCodeForm(CountedCode, allauth_forms.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.email = kwargs.pop("email")
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class PaperCodeForm(forms.Form):
    keeps_answers = False
    code = forms.CharField(
        label=_("The code in your letter"),
        error_messages=required(_("Type the code.")),
        help_text=_("Such as K7WP-4MXR-2D"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
    )


class OwnPasswordForm(NewPasswordMixin, forms.Form):
    """A new password for `user`, who may not be saved yet: her name and login name may not be in it."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.ask_new_password()


class OwnAccountForm(OwnPasswordForm):
    """Login name and password for somebody who has no e-mail address."""

    username = forms.CharField(
        label=_("Login name"),
        error_messages=required(_("Choose a login name.")),
        help_text=_("Keep this one or write another one. Note it down: you type it each time you log in."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self) -> str:
        username: str = get_adapter().clean_username(self.cleaned_data["username"].lower())
        if self.user:
            self.user.username = username
        return username


class LoginNameForm(forms.Form):
    username = forms.CharField(
        label=_("New login name"),
        error_messages=required(_("Choose a login name.")),
        help_text=_("Letters and digits, no blank and no @. Capital and small letters are the same."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self) -> str:
        username: str = get_adapter().clean_username(self.cleaned_data["username"].lower())
        return username


class LetterForm(forms.Form):
    """For whom a letter with a code is printed."""

    name = forms.CharField(
        label=_("First name and last name"),
        error_messages=required(_("Type the first name and the last name.")),
        max_length=120,
    )
    language = forms.ChoiceField(
        label=_("In which language is the letter?"), choices=list(OWN_NAMES.items()), widget=forms.RadioSelect
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("In which language do you want to be addressed?"),
        choices=list(OWN_NAMES.items()),
        widget=forms.RadioSelect,
    )
