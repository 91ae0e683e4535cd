from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.foundation.forms.signed import CODE_ON_PAPER
from tandem.foundation.forms.widgets import DayInput
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.mandates import rules
from tandem.identity.mandates.enums import AREAS, Duration, IdentityCheck
from tandem.identity.mandates.types import Terms
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.rules import most_that_may_be_granted

_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
_DURATIONS_HINT = _("The further a helper may go, the sooner she must ask you again.")


class CodeForm(forms.Form):
    """Whom to give a mandate."""

    keeps_answers = False
    heading = "code"
    code = forms.CharField(
        label=_("What is your helper's code?"),
        help_text=_("Ask your helper. The code has 12 letters and numbers, for example 7K3A-9QWX-4ACD."),
        max_length=30,
        widget=forms.TextInput(CODE_ON_PAPER),
    )


class AreasForm(forms.Form):
    heading = "areas"
    areas = forms.MultipleChoiceField(
        label=_("What may your helper help with?"),
        help_text=_("Choose only what you need. You can end each part alone."),
        choices=[(area.value, area.label) for area in AREAS],
        widget=forms.CheckboxSelectMultiple,
    )


class ReachForm(forms.Form):
    """One question for each area that was chosen; only what this kind of helper may be allowed."""

    def __init__(self, *args: Any, areas: list[Purpose], kind: HelperKind, **options: Any) -> None:
        super().__init__(*args, **options)
        for area in areas:
            most = most_that_may_be_granted(kind)[area]
            self.fields[area.value] = forms.ChoiceField(
                label=area.label,
                choices=[(reach.value, reach.label) for reach in Reach if most.includes(reach)],
                initial=Reach.BE_PRESENT,
                widget=forms.RadioSelect,
            )

    def reaches(self) -> dict[Purpose, Reach]:
        return {Purpose(area): Reach(reach) for area, reach in self.cleaned_data.items()}


class DurationForm(forms.Form):
    heading = "duration"
    duration = forms.ChoiceField(label=_("For how long?"), help_text=_DURATIONS_HINT, widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: HelperKind, reaches: dict[Purpose, Reach], **options: Any) -> None:
        super().__init__(*args, **options)
        possible = rules.choices_up_to(rules.longest_for(kind, reaches.values()))
        self.fields["duration"].choices = [(one.value, one.label) for one in possible]  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """A helper proposes a mandate to somebody who told her number and date of birth."""

    person_number = forms.RegexField(
        r"^[\d\s]{8,12}$",
        label=_("Person number"),
        help_text=_("8 digits. The person finds it in the letter of her office."),
        error_messages={"invalid": _("A person number has 8 digits.")},
        widget=forms.TextInput({**_DIGITS, "class": "govuk-input--width-10"}),
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DayInput)
    duration = forms.ChoiceField(
        label=_("How long?"), choices=Duration.choices, initial=Duration.ONE_MONTH, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, kind: HelperKind, **options: Any) -> None:
        super().__init__(*args, **options)
        nothing = [("", _("Not at all"))]
        for area in AREAS:
            most = most_that_may_be_granted(kind).get(area)
            reaches = [(reach.value, reach.label) for reach in Reach if most and most.includes(reach)]
            self.fields[area.value] = forms.ChoiceField(label=area.label, choices=nothing + reaches, required=False)
        self.mark_optional = False

    @property
    def area_fields(self) -> list[forms.BoundField]:
        return [self[area.value] for area in AREAS]

    def clean_person_number(self) -> str:
        return "".join(self.cleaned_data["person_number"].split())

    def terms(self) -> Terms:
        said = {area: self.cleaned_data[area.value] for area in AREAS}
        reaches = {area: Reach(reach) for area, reach in said.items() if reach}
        return Terms(reaches, Duration(self.cleaned_data["duration"]))


class SlipForm(forms.Form):
    """The slip from the paper, typed in by whoever holds it."""

    code = forms.CharField(label=_("Code on your paper"), max_length=30, widget=forms.TextInput(CODE_ON_PAPER))
    birth_date = forms.DateField(label=_("Your date of birth"), widget=DayInput)


class PhoneForm(forms.Form):
    check = forms.ChoiceField(
        label=_("How do you know that it is this person?"), choices=IdentityCheck.choices, widget=forms.RadioSelect
    )


class NumberForm(forms.Form):
    heading = "number"
    number = forms.IntegerField(
        label=_("Which mandate?"),
        help_text=_("The number stands on the paper and in each message about the mandate."),
        min_value=1,
        max_value=2**62,
        widget=forms.TextInput({**_DIGITS, "class": "govuk-input--width-10"}),
    )
