import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.phones import e164
from tandem.identity.organisations.enums import HelperKind, MemberRole, OrganisationKind, Way
from tandem.identity.organisations.fields import check_uid
from tandem.identity.organisations.models import Organisation
from tandem.identity.organisations.rules import uid_digits, works_for_a_structure
from tandem.identity.organisations.types import LicenceFacts

IN_A_STRUCTURE = [(kind.value, kind.label) for kind in HelperKind if works_for_a_structure(kind)]
ALONE = [(kind.value, kind.label) for kind in HelperKind if not works_for_a_structure(kind)]
LICENCE_AUTHORITY = r"^([A-Z]{2}|SECO)$"
FROM_PAPER = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(
        label=_("What may this person do?"),
        choices=MemberRole.choices,
        coerce=MemberRole,
        widget=forms.RadioSelect,
        help_text=_("A member works in the name of the organisation. A manager also looks after the team."),
    )


class InvitationForm(RoleForm):
    field_order = ["way", "recipient", "role", "helper_kind"]

    way = forms.TypedChoiceField(
        label=_("How do you send the invitation?"), choices=Way.choices, coerce=Way, widget=forms.RadioSelect
    )
    recipient = forms.CharField(
        label=_("Whom do you invite?"),
        max_length=254,
        help_text=_("The login name, the e-mail address or, on paper, the name."),
    )
    helper_kind = forms.TypedChoiceField(
        label=_("As what does this person help?"), choices=IN_A_STRUCTURE, coerce=HelperKind, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation.kind != OrganisationKind.HELPER_STRUCTURE:
            del self.fields["helper_kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") is Way.EMAIL and cleaned.get("recipient"):
            try:
                validate_email(cleaned["recipient"])
            except ValidationError as wrong:
                self.add_error("recipient", wrong)
        return cleaned


class EndForm(forms.Form):
    """When somebody leaves: at once, or after a last day."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When does the membership end?"),
        choices=[(NOW, _("At once")), (LATER, _("After a last day"))],
        widget=forms.RadioSelect,
    )
    last_day = forms.DateField(label=_("Last day"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == self.LATER and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Write the last day of work with you."))
        return cleaned

    def ends_before(self, today: datetime.date) -> datetime.date:
        """The first day that does not count any more."""
        if self.cleaned_data["when"] == self.NOW:
            return today
        last_day: datetime.date = self.cleaned_data["last_day"]
        return last_day + datetime.timedelta(days=1)


class CodeForm(forms.Form):
    keeps_answers = False
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight letters and digits, for example K7QM-4XWA. Capitals or not, with or without the dash."),
        widget=forms.TextInput(attrs={**FROM_PAPER, "class": "govuk-input--width-10"}),
    )


class UidForm(forms.Form):
    uid = forms.CharField(
        label=_("UID of your company"),
        max_length=30,
        help_text=_("For example CHE-109.322.551. It stands on invoices and in letters of the tax office."),
        widget=forms.TextInput(attrs={**FROM_PAPER, "class": "govuk-input--width-20"}),
    )

    def clean_uid(self) -> str:
        return _checked_uid(self.cleaned_data["uid"])


class LicenceNumberForm(forms.Form):
    licence_number = forms.CharField(
        label=_("Number of your licence"),
        max_length=20,
        help_text=_("It stands on the licence of the canton, or of SECO."),
        widget=forms.TextInput(attrs={**FROM_PAPER, "class": "govuk-input--width-20"}),
    )

    def clean_licence_number(self) -> str:
        return str(self.cleaned_data["licence_number"]).upper()


class LicenceForm(forms.Form):
    """A licence as the authority gives it out. The names are those of `Licence`, so that its refusals find them."""

    number = forms.CharField(label=_("Number of the licence"), max_length=20)
    authority = forms.RegexField(
        LICENCE_AUTHORITY,
        label=_("Who gave the licence"),
        help_text=_("A canton with two capitals, or SECO."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    valid_from = forms.DateField(label=_("Licence valid from"), widget=DayInput)
    last_day = forms.DateField(
        label=_("Last day of the licence"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty when the licence has no end."),
    )

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes after the first one."))
        return cleaned

    def facts(self) -> LicenceFacts:
        """What the verb takes."""
        last: datetime.date | None = self.cleaned_data["last_day"]
        return LicenceFacts(
            number=self.cleaned_data["number"],
            authority=self.cleaned_data["authority"],
            valid_from=self.cleaned_data["valid_from"],
            valid_before=last + datetime.timedelta(days=1) if last else None,
        )


class HelpForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("As what do you help?"), choices=ALONE, coerce=HelperKind, widget=forms.RadioSelect
    )


class PostalCodeForm(forms.Form):
    postal_code = forms.RegexField(
        r"^[1-9][0-9]{3}$",
        label=_("Postal code of the place where you live"),
        error_messages={"invalid": _("A postal code in Switzerland has four digits, for example 1700.")},
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "postal-code"}
        ),
    )


class BlockForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you block this organisation?"),
        max_length=500,
        help_text=_("Operators read it, nobody else does."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OrganisationForm(forms.Form):
    """A new organisation, by an operator. Which facts each kind needs, the verb and the database say."""

    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in OrganisationKind if kind is not OrganisationKind.OPERATOR],
        coerce=OrganisationKind,
    )
    name = forms.CharField(label=_("Name"), max_length=160)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postal_code = forms.CharField(
        label=_("Postal code"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    locality = forms.CharField(label=_("Place"), max_length=100, required=False)
    canton = forms.RegexField(
        r"^[A-Z]{2}$",
        label=_("Canton"),
        required=False,
        help_text=_("Two capitals, for example FR."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2"}),
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    uid = forms.CharField(
        label=_("UID"), max_length=30, required=False, help_text=_("An employer has one, for example CHE-109.322.551.")
    )
    fund_number = forms.RegexField(
        r"^[0-9]{2,5}$",
        label=_("Number of the fund"),
        required=False,
        help_text=_("Only a fund has one: 2 to 5 digits."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    licence_number = forms.CharField(
        label=_("Number of the licence"), max_length=20, required=False, help_text=_("Only a private agency has one.")
    )
    licence_authority = forms.RegexField(
        LICENCE_AUTHORITY,
        label=_("Who gave the licence"),
        required=False,
        help_text=_("A canton with two capitals, or SECO."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    licence_from = forms.DateField(label=_("Licence valid from"), widget=DayInput, required=False)

    def clean_uid(self) -> str | None:
        return _checked_uid(self.cleaned_data["uid"]) if self.cleaned_data["uid"] else None

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return e164(typed) if typed else ""
        except ValueError as wrong:
            raise ValidationError(
                _("This is no phone number. Write it as 026 305 00 00 or +41 26 305 00 00.")
            ) from wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = [cleaned.get(name) for name in ("licence_number", "licence_authority", "licence_from")]
        if any(parts) and not all(parts):
            self.add_error("licence_number", _("A licence has a number, somebody who gave it, and a first day."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        facts = dict(self.cleaned_data)
        number, authority = facts.pop("licence_number"), facts.pop("licence_authority")
        valid_from = facts.pop("licence_from")
        licence = LicenceFacts(number=number.upper(), authority=authority, valid_from=valid_from) if number else None
        return {**facts, "licence": licence}


def _checked_uid(typed: str) -> str:
    """Raises ValidationError, with the sentence of the field."""
    try:
        return uid_digits(typed)
    except ValueError:
        check_uid(typed)
        raise
