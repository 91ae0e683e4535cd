"""The questions of the claim, page by page."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.claims import rules
from tandem.eservices.claims.enums import (
    AllowanceTo,
    EndedBy,
    LifeEvent,
    Nationality,
    OtherBenefit,
    Permit,
    Prevention,
)
from tandem.eservices.entitlement.selectors import training_choices
from tandem.eservices.procedures.types import RowsField, StepForm, YesNoField
from tandem.foundation.forms.fields import day, money, percentage

_NAME_NEEDED = {"required": _("Enter the name.")}


def name(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=100, error_messages=_NAME_NEEDED)


def one_of(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )


def known(*names: str) -> dict[str, str]:
    """What she said when she registered, or in an earlier claim (`sources.SAID`)."""
    return {one: f"claims.{one}" for one in names}


class AboutForm(StepForm):
    """From when, how much, and where the money goes."""

    claim_from = day(_("From which day do you claim benefit?"), _("Usually the day after your last day of work."))
    wanted_degree = percentage(_("How much do you want to work?"), _("100 percent is full-time."))
    nationality = one_of(_("Which nationality do you have?"), Nationality.choices)
    permit = one_of(_("Which residence permit do you have?"), Permit.choices)
    account = forms.CharField(
        label=_("Into which account shall the fund pay? (IBAN)"),
        max_length=42,
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Enter the IBAN of your account. It stands on your bank card or statement.")},
    )
    asked_when = {"permit": ("nationality", {Nationality.EU_EFTA.value, Nationality.OTHER.value})}
    prefill = known("claim_from", "wanted_degree", "nationality", "permit", "account")

    def clean_account(self) -> str:
        try:
            return rules.iban(self.cleaned_data["account"])
        except ValueError:
            raise forms.ValidationError(
                _("This is not an IBAN. Compare it sign by sign, for example CH93 0076 2011 6238 5295 7.")
            ) from None


class Child(forms.Form):
    child_name = name(_("First name"))
    born_on = day(_("Date of birth"))
    in_training = YesNoField(label=_("At school or in training?"))
    allowance_to = one_of(_("Who gets the family allowance?"), AllowanceTo.choices)


class ChildrenForm(StepForm):
    """Children raise the rate, and may bring a supplement."""

    maintains_child = YesNoField(
        label=_("Do you maintain a child under 25?"),
        help_text=_("Your own child, also if it lives elsewhere and you pay for it."),
    )
    children = RowsField(label=_("Your children"), row=Child, most=8)
    asked_when = {"children": ("maintains_child", True)}


class BenefitsForm(StepForm):
    """What other insurances pay."""

    has_other_benefits = YesNoField(
        label=_("Do you get money from another insurance, or have you asked for it?"),
        help_text=_("A pension, daily allowances, or capital from a pension fund. Also from abroad."),
    )
    other_benefits = forms.MultipleChoiceField(
        label=_("Which?"),
        help_text=_("Select all that are right."),
        choices=OtherBenefit.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one insurance.")},
    )
    invalidity_percent = percentage(
        _("If you have an invalidity pension: of how many percent?"),
        _("It stands on the decision. Leave it empty if you have none."),
        required=False,
    )
    asked_when = {"other_benefits": ("has_other_benefits", True), "invalidity_percent": ("has_other_benefits", True)}


class LastJobForm(StepForm):
    """The employment that ended last."""

    worked_before = YesNoField(label=_("Did you work for an employer in the last two years?"))
    last_employer = name(_("Who was your last employer?"))
    last_job = name(_("What did you do there?"))
    last_from = day(_("First day of this employment"))
    last_until = day(_("Last day of this employment"), _("The last day of the contract, not the last day at work."))
    last_wage = money(_("Gross wage a month, at the end"), _("Without family allowances."))
    has_thirteenth = YesNoField(label=_("Did you get a 13th wage?"))
    ended_by = one_of(_("How did it end?"), EndedBy.choices)
    ended_reason = forms.CharField(
        label=_("Why did it end?"),
        help_text=_("In your own words. The fund hears you before it decides."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    has_severance = YesNoField(
        label=_("Did you get a severance payment, or will you?"),
        help_text=_("Money because the employment ended, beyond the wage."),
    )
    completed_training = one_of(_("Which training have you completed?"), training_choices())
    asked_when = {
        **dict.fromkeys(
            (
                "last_employer",
                "last_job",
                "last_from",
                "last_until",
                "last_wage",
                "has_thirteenth",
                "ended_by",
                "ended_reason",
                "has_severance",
            ),
            ("worked_before", True),
        ),
        "completed_training": ("worked_before", False),
    }
    prefill = known("worked_before", "last_employer", "last_job", "ended_by", "completed_training")

    def clean(self) -> None:
        _in_order(self, "last_from", "last_until")


class CurrentJob(forms.Form):
    current_employer = name(_("Employer"))
    current_degree = percentage(_("How much do you work there?"))
    current_wage = money(_("Gross wage a month"))


class CurrentForm(StepForm):
    """What somebody still does, and goes on doing."""

    works_now = YesNoField(label=_("Do you work for an employer now?"), help_text=_("Also a few hours."))
    current_jobs = RowsField(label=_("Where you work now"), row=CurrentJob, most=5)
    is_self_employed = YesNoField(label=_("Are you self-employed?"), help_text=_("Also beside other work."))
    has_stake = YesNoField(
        label=_("Do you or your spouse own a part of a business, or help to lead one?"),
        help_text=_("Shares of a quoted company, held as savings, do not count."),
    )
    asked_when = {"current_jobs": ("works_now", True)}


class EndedJob(forms.Form):
    ended_employer = name(_("Employer"))
    ended_from = day(_("From"))
    ended_until = day(_("Until"))
    ended_wage = money(_("Gross wage a month"))

    def clean(self) -> None:
        _in_order(self, "ended_from", "ended_until")


class OtherJobsForm(StepForm):
    """The rest of the two years."""

    has_other_jobs = YesNoField(
        label=_("Did you work for other employers in the last two years?"),
        help_text=_("Beside the last employment that you have told us already."),
    )
    other_jobs = RowsField(label=_("Your other employments"), row=EndedJob, most=10)
    asked_when = {"other_jobs": ("has_other_jobs", True)}


class PreventedSpan(forms.Form):
    prevented_by = one_of(_("Reason"), Prevention.choices)
    prevented_from = day(_("From"))
    prevented_until = day(_("Until"))

    def clean(self) -> None:
        _in_order(self, "prevented_from", "prevented_until")


class PreventionForm(StepForm):
    """What may stand in for work (LACI 14 para. 1)."""

    was_prevented = YesNoField(
        label=_("Was there a time in the last two years in which you could not work for an employer?"),
        help_text=_("For example school, illness, maternity. Not: absences while you had a contract."),
    )
    prevented_times = RowsField(label=_("These times"), row=PreventedSpan, most=6)
    asked_when = {"prevented_times": ("was_prevented", True)}


class EventForm(StepForm):
    """What made somebody look for work (LACI 14 para. 2)."""

    had_event = YesNoField(
        label=_("Do you look for work because something changed in your life?"),
        help_text=_("For example a divorce, or a death in the family."),
    )
    life_event = one_of(_("What was it?"), LifeEvent.choices)
    event_on = day(_("When was it?"))
    asked_when = {"life_event": ("had_event", True), "event_on": ("had_event", True)}


def _in_order(form: forms.Form, first: str, last: str) -> None:
    start: datetime.date | None = form.cleaned_data.get(first)
    end: datetime.date | None = form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("The last day is before the first. Enter a later day."))
