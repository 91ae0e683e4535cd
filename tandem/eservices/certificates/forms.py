"""What a person says of her employer, and what the employer states (LACI 88 al. 1; OACI 23 al. 1, 29 al. 2).

The official form's wording is not public: these are its subjects as funds and courts name them.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tandem.eservices.certificates import rules
from tandem.eservices.certificates.enums import EndedBy, WageKind
from tandem.foundation import formatting
from tandem.foundation.forms.aside import KeepsWhatWasTyped
from tandem.foundation.forms.fields import day, money
from tandem.foundation.forms.figures import FigureField
from tandem.foundation.forms.widgets import DayInput, UnitInput
from tandem.foundation.languages import OWN_NAMES, Language
from tandem.foundation.months import following
from tandem.identity.factors.registry import SignableForm

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_HOURS = {"class": "govuk-input--width-4"}


class AskEmployer(KeepsWhatWasTyped, SignableForm):
    employer = forms.CharField(
        label=_("Name of the employer"), max_length=100, error_messages={"required": _("Enter the employer's name.")}
    )
    email = forms.EmailField(
        label=_("E-mail address of the employer"),
        max_length=100,
        required=False,
        help_text=_("We send the link there. Without an address you get a sheet to hand over."),
        error_messages={"invalid": _("Enter an e-mail address such as office@example.ch, or leave it empty.")},
    )
    language = forms.ChoiceField(label=_("Language of the employer"), choices=list(OWN_NAMES.items()))

    @property
    def facts(self) -> dict[str, Any]:
        """What `services.ask_employer` takes of it."""
        said = self.cleaned_data
        return {"employer": said["employer"], "email": said["email"], "language": Language(said["language"])}


class CodeForm(forms.Form):
    keeps_answers = False
    code = forms.CharField(
        label=_("Code from the e-mail or the sheet"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code.")},
    )


def _named(day: datetime.date) -> SafeString:
    """A cell of the calendar: short for the eye, in full for whoever hears it."""
    short, whole = formatting.weekday_and_day(day), formatting.long_date(day)
    return format_html('<span aria-hidden="true">{}</span><span class="govuk-visually-hidden">{}</span>', short, whole)


class CertificateForm(forms.Form):
    """One month at one employer. The days of the month are fields of their own: `day_1` to `day_31`."""

    mark_optional = False  # the hints say what may stay empty

    job_title = forms.CharField(
        label=_("Work done"), max_length=100, error_messages={"required": _("Enter what the person worked as.")}
    )
    agreed_hours = FigureField(
        label=_("Agreed hours a week"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(80),
        decimal_places=2,
        widget=UnitInput(attrs=_HOURS),
        help_text=_("Leave it empty for work on call without agreed hours."),
        error_messages={"invalid": _("Enter the hours in figures, for example 12.5.")},
    )
    usual_hours = FigureField(
        label=_("Usual hours a week of a full-time job in your company"),
        min_value=Decimal(1),
        max_value=Decimal(60),
        decimal_places=2,
        widget=UnitInput(attrs=_HOURS),
        error_messages={
            "required": _("Enter the usual weekly hours, for example 42."),
            "invalid": _("Enter the hours in figures, for example 42."),
        },
    )
    wage_kind = forms.ChoiceField(
        label=_("How the wage is paid"),
        choices=WageKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how the wage is paid.")},
    )
    wage = money(_("Agreed wage, per hour or per month"), required=False)
    gross = money(_("Gross wage of this month that is subject to AHV/AVS"))
    holiday_pay = money(_("Of which holiday pay"), required=False)
    thirteenth = money(_("Of which share of the 13th month's wage"), required=False)
    other_pay = money(_("Of which other supplements"), required=False)
    pension = forms.ChoiceField(
        label=_("Is the person insured with your occupational pension fund?"),
        choices=_YES_NO,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": _("Select yes or no.")},
    )
    offered_more = forms.ChoiceField(
        label=_("Did you offer more hours that the person declined?"),
        choices=_YES_NO,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": _("Select yes or no.")},
    )
    goes_on = forms.ChoiceField(
        label=_("Does the employment go on?"),
        choices=_YES_NO,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        error_messages={"required": _("Select yes or no.")},
    )
    ended_on = day(_("Last day of the employment"), _("Only if it has ended."), required=False)
    ended_by = forms.ChoiceField(
        label=_("How it ended"), required=False, choices=[("", _("It has not ended")), *EndedBy.choices]
    )
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)
    signed_by = forms.CharField(
        label=_("Your first and last name"), max_length=100, error_messages={"required": _("Enter your name.")}
    )
    function = forms.CharField(
        label=_("Your function in the company"),
        max_length=100,
        error_messages={"required": _("Enter your function, for example head of human resources.")},
    )
    phone = forms.CharField(
        label=_("Phone for questions"), max_length=30, error_messages={"required": _("Enter a phone number.")}
    )

    def __init__(self, *arguments: Any, month: datetime.date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.month = month
        for date in rules.days_of(month):
            self.fields[f"day_{date.day}"] = FigureField(
                label=_named(date),
                required=False,
                min_value=Decimal(0),
                max_value=rules.LONGEST_DAY,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-3"}),
                error_messages={
                    "invalid": _("Enter the hours of day %(day)d in figures, for example 4.5.") % {"day": date.day},
                    "max_value": _("Day %(day)d has 24 hours at most.") % {"day": date.day},
                    "min_value": _("The hours of day %(day)d cannot be below zero.") % {"day": date.day},
                },
            )

    def data_names(self) -> set[str]:
        """The names under which a page sends the answers."""
        parts = {f"ended_on_{part}" for part in DayInput.parts}
        return parts | set(self.fields)

    def weeks(self) -> Iterator[list[tuple[datetime.date, BoundField]]]:
        """The days with their fields, Monday to Sunday, one list for each week."""
        week: list[tuple[datetime.date, BoundField]] = []
        for date in rules.days_of(self.month):
            week.append((date, self[f"day_{date.day}"]))
            if date.isoweekday() == 7:
                yield week
                week = []
        if week:
            yield week

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        gross = found.get("gross")
        parts = [found.get(name) for name in ("holiday_pay", "thirteenth", "other_pay")]
        if gross is not None and rules.parts_exceed(gross, parts):
            self.add_error("gross", _("Holiday pay and supplements are more than the gross wage they belong to."))
        if gross and not self.errors and not rules.hours_in_all(found, self.month):
            self.add_error("day_1", _("You state a wage and no hours. Enter the hours of each day that was worked."))
        if found.get("wage_kind") in {WageKind.HOURLY, WageKind.MONTHLY} and found.get("wage") is None:
            self.add_error("wage", _("Enter the agreed wage."))
        self._ended(found)
        return found

    def _ended(self, found: dict[str, Any]) -> None:
        ended_on, ended_by = found.get("ended_on"), found.get("ended_by")
        if found.get("goes_on") == "no":
            if ended_on is None and "ended_on" not in self.errors:
                self.add_error("ended_on", _("Enter the last day of the employment."))
            if not ended_by:
                self.add_error("ended_by", _("Select how the employment ended."))
        elif found.get("goes_on") == "yes" and (ended_on or ended_by):
            self.add_error("goes_on", _("You say that the employment goes on, and that it has ended."))
        if ended_on and ended_on >= following(self.month):
            self.add_error("ended_on", _("The employment ends after this month: say that it goes on."))
