"""The questions of the monthly form, page by page (OACI 23 al. 1; LPGA 28, 31).

The official wording of the form is not public: the topics are those of the law and of what the funds ask for.
"""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations.enums import AbsenceKind, Change, IncapacityReason, OtherBenefit, Service
from tandem.eservices.procedures.types import RowsField, StepForm, YesNoField, workload_wanted
from tandem.foundation.forms.fields import day, money, percentage
from tandem.foundation.forms.figures import FigureField
from tandem.foundation.forms.widgets import UnitInput

MOST_ROWS = 6
_SHORT = {"class": "govuk-input--width-5"}


class SpellRow(forms.Form):
    """From one day to another, both included: the row of every list of days."""

    from_day = day(_("First day"))
    to_day = day(_("Last day"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        first, last = found.get("from_day"), found.get("to_day")
        if isinstance(first, datetime.date) and isinstance(last, datetime.date) and last < first:
            self.add_error("to_day", _("The last day lies before the first. Change one of them."))
        return found


class EmployerRow(forms.Form):
    employer = forms.CharField(
        label=_("Name of the employer"), max_length=100, error_messages={"required": _("Enter the employer's name.")}
    )
    hours = FigureField(
        label=_("Hours worked this month"),
        min_value=Decimal(0),
        max_value=Decimal(744),
        decimal_places=2,
        widget=UnitInput(attrs=_SHORT),
        error_messages={
            "required": _("Enter the hours. An estimate is fine; the certificate will say it exactly."),
            "invalid": _("Enter the hours in figures, for example 42.5."),
            "max_value": _("A month has 744 hours at most. Check the number."),
            "min_value": _("Hours cannot be below zero."),
        },
    )
    gross = money(_("Gross wage of this month"))


class MeasureRow(SpellRow):
    measure = forms.CharField(
        label=_("Name of the measure, course or internship"),
        max_length=120,
        error_messages={"required": _("Enter the name of the measure.")},
    )
    field_order = ["measure", "from_day", "to_day"]


class IncapacityRow(SpellRow):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=IncapacityReason,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": _("Select the reason.")},
    )
    degree = percentage(
        _("How far could you not work? In percent"),
        required_sentence=_("Enter the percentage from the certificate, for example 100."),
    )
    field_order = ["reason", "from_day", "to_day", "degree"]


class ServiceRow(SpellRow):
    service = forms.ChoiceField(
        label=_("Kind of service"),
        choices=Service,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of service.")},
    )
    field_order = ["service", "from_day", "to_day"]


class AbsenceRow(SpellRow):
    kind = forms.ChoiceField(
        label=_("Kind of absence"),
        choices=AbsenceKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of absence.")},
    )
    field_order = ["kind", "from_day", "to_day"]


class Work(StepForm):
    worked = YesNoField(
        label=_("Did you work for an employer this month?"),
        help_text=_("Every job counts, also a short or small one, a trial day or a job on call."),
    )
    employers = RowsField(label=_("Employers"), row=EmployerRow, most=MOST_ROWS)
    asked_when = {"employers": ("worked", True)}
    prefill = {"worked": "declarations.worked", "employers": "declarations.employers"}


class OwnBusiness(StepForm):
    self_employed = YesNoField(label=_("Did you work on your own account this month?"))
    own_income = money(_("Gross income from it this month"))
    own_costs = money(_("Proven costs of material and goods"))
    asked_when = {"own_income": ("self_employed", True), "own_costs": ("self_employed", True)}


class Measures(StepForm):
    in_measure = YesNoField(
        label=_("Did you take part in a labour-market measure, a course or an internship this month?")
    )
    measures = RowsField(label=_("Measures"), row=MeasureRow, most=MOST_ROWS)
    asked_when = {"measures": ("in_measure", True)}
    prefill = {"in_measure": "declarations.in_measure", "measures": "declarations.measures"}


class Incapacity(StepForm):
    incapable = YesNoField(
        label=_("Were there days this month on which you could not work?"),
        help_text=_("Because of illness, an accident, pregnancy or birth."),
    )
    incapacities = RowsField(label=_("Days on which you could not work"), row=IncapacityRow, most=MOST_ROWS)
    asked_when = {"incapacities": ("incapable", True)}
    prefill = {"incapable": "declarations.incapable", "incapacities": "declarations.incapacities"}


class ServiceDays(StepForm):
    served = YesNoField(label=_("Did you do military service, civilian service or civil protection this month?"))
    services = RowsField(label=_("Service"), row=ServiceRow, most=MOST_ROWS)
    asked_when = {"services": ("served", True)}


class Absences(StepForm):
    away = YesNoField(
        label=_("Were you on holiday or away for another reason this month?"),
        help_text=_("You have 5 control-free days after each 60 days of controlled unemployment (OACI/AVIV 27)."),
    )
    absences = RowsField(label=_("Days away"), row=AbsenceRow, most=MOST_ROWS)
    asked_when = {"absences": ("away", True)}


class Availability(StepForm):
    still_unemployed = YesNoField(label=_("Are you still looking for work?"))
    new_work_on = day(_("First day of your new job"), required=False)
    workload = workload_wanted()
    asked_when = {"new_work_on": ("still_unemployed", False), "workload": ("still_unemployed", True)}
    prefill = {"workload": "declarations.workload"}


class OtherBenefits(StepForm):
    other_benefits = YesNoField(
        label=_("Did you receive or ask for money from another insurance this month?"),
        help_text=_("A pension, a daily allowance or another benefit, in Switzerland or abroad."),
    )
    benefits = forms.MultipleChoiceField(
        label=_("Which ones?"),
        choices=OtherBenefit,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one benefit.")},
    )
    asked_when = {"benefits": ("other_benefits", True)}


class Changes(StepForm):
    changed = YesNoField(label=_("Has anything changed since last month?"))
    changes = forms.MultipleChoiceField(
        label=_("What has changed?"),
        choices=Change,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select what has changed.")},
    )
    change_note = forms.CharField(
        label=_("In a few words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked_when = {"changes": ("changed", True), "change_note": ("changed", True)}
