from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.foundation.languages import Language
from tandem.identity.people.forms.address import AddressForm
from tandem.identity.people.forms.facts import IdentityForm
from tandem.identity.people.types import FirstFacts, Known

NOTHING = Known(
    facts=dict.fromkeys(
        ("given_name", "family_name", "birth_date", "avs_number", "street", "postal_code", "locality", "canton")
    ),
    seen="",
)


class BeginningForm(IdentityForm, AddressForm):
    """What a file begins with (OACI 19): who somebody is, and where she lives."""

    field_order = [
        "given_name",
        "family_name",
        "birth_date",
        "avs_number",
        "street",
        "postal_code",
        "locality",
        "canton",
    ]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, known=NOTHING)
        needed = {
            "given_name": _("Enter your first name."),
            "family_name": _("Enter your last name."),
            "birth_date": _("Enter your date of birth."),
            "avs_number": _("Enter your AVS number. It stands on your health insurance card."),
            "postal_code": _("Enter your postal code."),
            "locality": _("Enter the place where you live."),
        }
        for name, sentence in needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence

    def first_facts(self) -> FirstFacts:
        """What was typed; where she was not asked for her language, the page's."""
        said = {name: self.cleaned_data[name] for name in BeginningForm.field_order}
        language = self.cleaned_data.get("language") or get_language() or Language.DE
        return FirstFacts(**said, language=Language(language))


class DeskForm(BeginningForm):
    """The same for somebody at the desk, and in which language she is written to."""

    language = forms.ChoiceField(
        label=_("In which language do we write to the person?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the language.")},
    )
    field_order = [*BeginningForm.field_order, "language"]
