"""What the calculators ask. Nothing of it is kept."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.entitlement.enums import Training
from tandem.eservices.entitlement.rules.parameters import FIRST_DAY
from tandem.eservices.entitlement.types import Situation
from tandem.eservices.entitlement.wording import GROUNDS, TRAININGS
from tandem.foundation.clock import today
from tandem.foundation.forms.figures import FigureField, WholeField
from tandem.foundation.forms.widgets import DayInput, UnitInput

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
WORKED = "worked"
HIGHEST = Decimal(100_000)
_AMOUNT = {"invalid": _("Enter an amount in francs, for example 4250.50."), "min_value": _("Enter 0 or more.")}
_MISSING_WAGE = _("Enter your average gross wage a month.")


def yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """A question that is answered by yes or no; its value is True or False."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
        error_messages={"required": _("Choose yes or no.")},
    )


def amount(label: Any, help_text: Any = "", *, required: bool = True, missing: Any = "") -> forms.DecimalField:
    """An amount in francs, typed as people write it: 4'250.50."""
    return FigureField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=HIGHEST,
        decimal_places=2,
        widget=UnitInput(before="CHF", attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={**_AMOUNT, "required": missing or _AMOUNT["invalid"]},
    )


class ExpectForm(forms.Form):
    """What a person may expect. Questions that do not apply are left out of account."""

    opens_on = forms.DateField(
        label=_("From which day are you unemployed?"),
        widget=DayInput(),
        error_messages=dict.fromkeys(("required", "invalid"), _("Enter a day, for example 1 3 2026.")),
    )
    age = WholeField(
        label=_("How old are you on that day?"),
        min_value=15,
        max_value=70,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "required": _("Enter your age in years."),
            "invalid": _("Enter your age in years."),
            "min_value": _("The insurance pays from age 15 on."),
            "max_value": _("The insurance pays up to the pension age."),
        },
    )
    before = forms.ChoiceField(
        label=_("What was before?"),
        choices=[
            (WORKED, _("I worked and was paid a wage")),
            *((ground.value, label) for ground, label in GROUNDS.items()),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was before.")},
    )
    contribution_months = FigureField(
        label=_("How many months did you work in the two years before?"),
        help_text=_("If you worked. Months of two jobs at the same time count once."),
        required=False,
        min_value=0,
        max_value=48,
        decimal_places=1,
        widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-3"}),
        error_messages={
            "invalid": _("Enter a number of months, for example 18."),
            "min_value": _("Enter 0 or more."),
            "max_value": _("Enter at most 48 months."),
        },
    )
    average_6 = amount(
        _("Average gross wage a month, last 6 months"),
        _("If you worked. With a part of the 13th wage, without family allowances. All jobs together."),
        required=False,
    )
    average_12 = amount(
        _("Average gross wage a month, last 12 months"),
        _("If it was higher. You may leave it empty."),
        required=False,
    )
    training = forms.ChoiceField(
        label=_("Which training have you completed?"),
        help_text=_("If you did not work."),
        choices=[(one.value, label) for one, label in TRAININGS.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    child_under_25 = yes_no(
        _("Do you maintain a child under 25?"),
        _("Your own child, also if it lives elsewhere and you pay for it. In training counts, too."),
    )
    supplements = WholeField(
        label=_("For how many children does nobody get a family allowance?"),
        help_text=_("Leave it empty if the other parent gets it."),
        required=False,
        min_value=0,
        max_value=12,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "invalid": _("Enter a number of children."),
            "min_value": _("Enter 0 or more."),
            "max_value": _("Enter at most 12 children."),
        },
    )
    invalidity_40 = yes_no(_("Do you have an invalidity pension of 40 percent or more?"))
    accident_percent = FigureField(
        label=_("Rate of the accident insurance on your fund's statement"),
        help_text=_("In percent. Leave it empty if you have no statement yet: the rate is not published."),
        required=False,
        min_value=0,
        max_value=10,
        decimal_places=3,
        widget=UnitInput(after="%", attrs={"class": "govuk-input--width-5"}),
        error_messages={
            "invalid": _("Enter a rate in percent, for example 2.47."),
            "min_value": _("Enter 0 or more."),
            "max_value": _("Enter a rate in percent, for example 2.47."),
        },
    )

    mark_optional = False  # what is needed depends on what was before; the hints say when

    def clean_opens_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["opens_on"]
        if not FIRST_DAY <= day <= today() + datetime.timedelta(days=366):
            raise forms.ValidationError(
                _("We know the amounts from 2023 on and for one year ahead. Enter a day between.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("before") == WORKED:
            if said.get("contribution_months") is None and "contribution_months" not in self.errors:
                self.add_error("contribution_months", _("Enter a number of months, for example 18."))
            if said.get("average_6") is None and "average_6" not in self.errors:
                self.add_error("average_6", _MISSING_WAGE)
        elif said.get("before") and not said.get("training"):
            self.add_error("training", _("Choose your training."))
        return said

    def situation(self) -> Situation:
        """The cleaned answers as the rules take them."""
        said = self.cleaned_data
        ground = next((one for one in GROUNDS if one.value == said["before"]), None)
        percent = said["accident_percent"]
        return Situation(
            opens_on=said["opens_on"],
            age=said["age"],
            child_under_25=said["child_under_25"],
            invalidity_40=said["invalidity_40"],
            contribution_months=said["contribution_months"] or Decimal(0),
            average_6=said["average_6"],
            average_12=said["average_12"],
            ground=ground,
            training=Training(said["training"]) if ground else Training.OTHER,
            supplements=said["supplements"] or 0,
            accident_share=None if percent is None else percent / 100,
        )


class EarningsForm(forms.Form):
    """What the fund adds to earnings of one month."""

    insured_month = amount(
        _("Your insured earnings a month"),
        _("They stand on your fund's statement."),
    )
    child_under_25 = yes_no(_("Do you maintain a child under 25?"))
    invalidity_40 = yes_no(_("Do you have an invalidity pension of 40 percent or more?"))
    month = forms.TypedChoiceField(
        label=_("In which month did you earn something?"), coerce=datetime.date.fromisoformat
    )
    income = amount(
        _("Gross wage in this month"),
        _("All employers together. At least the usual wage of the place counts, even if you were paid less."),
        required=False,
    )
    own_income = amount(
        _("Income from your own business in this month"),
        _("What your customers paid. Leave it empty if you have none."),
        required=False,
    )
    material = amount(
        _("Proven costs of material and goods"),
        _("Another 20 percent of the rest is taken off for all other costs."),
        required=False,
    )

    mark_optional = False

    def __init__(self, *args: Any, months: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and said["income"] is None and said["own_income"] is None:
            self.add_error("income", _("Enter what you earned, or 0."))
        return said
