from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tandem.foundation import phones
from tandem.foundation.forms.widgets import DayInput
from tandem.identity.people import languages
from tandem.identity.people.fields import check_avs_number, check_phone
from tandem.identity.people.forms.base import SectionForm
from tandem.identity.people.rules import avs_number, formatted


class ContactForm(SectionForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person's own address, for example name@example.ch. Nobody needs to have one."),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write an e-mail address like name@example.ch.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("For example 079 123 45 67. For a number from abroad begin with +."),
        required=False,
        max_length=30,
        widget=forms.TextInput(
            {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "phone": phones.readable(facts["phone"])}

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        try:
            return phones.e164(typed) if typed else ""
        except ValueError:
            check_phone(typed)
            raise


class IdentityForm(SectionForm):
    given_name = forms.CharField(label=_("First name"), max_length=80)
    family_name = forms.CharField(label=_("Last name"), max_length=80)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("For example 17 5 1990"),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("Write a day, a month and a year that exist, for example 17 5 1990.")},
    )
    avs_number = forms.CharField(
        label=_("AVS number"),
        help_text=_("13 digits, as on the insurance card: 756.1234.5678.97"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-20", "inputmode": "numeric"}),
    )

    def shown(self, facts: dict[str, Any]) -> dict[str, Any]:
        return {**facts, "avs_number": formatted(facts["avs_number"]) if facts["avs_number"] else ""}

    def clean_avs_number(self) -> str | None:
        typed: str = self.cleaned_data["avs_number"]
        try:
            return avs_number(typed) if typed else None
        except ValueError:
            check_avs_number(typed)
            raise


_interpreted = lazy(
    lambda: [
        ("", str(_("No interpreter"))),
        (str(_("Sign language")), languages.choices(languages.SIGN_LANGUAGES)),
        (str(_("Spoken language")), languages.choices(languages.SPOKEN)),
    ],
    list,
)


class NeedsForm(SectionForm):
    interpreter = forms.ChoiceField(label=_("Interpreter"), required=False)
    large_print = forms.BooleanField(label=_("Large print"), help_text=_("Letters in big type."), required=False)
    easy_language = forms.BooleanField(
        label=_("Easy language"), help_text=_("Short sentences and common words in talks and letters."), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["interpreter"].choices = _interpreted()  # type: ignore[attr-defined]
