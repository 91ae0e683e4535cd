"""The questions of the registration (OACI 19, 20): what is known of the person already is not among them."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.eservices.procedures.types import StepForm, YesNoField, workload_wanted
from tandem.eservices.registration.enums import CivilStatus, Ended, Permit
from tandem.eservices.registration.rules import SWITZERLAND
from tandem.foundation.forms.fields import day
from tandem.identity.organisations.selectors import funds
from tandem.reference.localities.selectors import countries

UNDECIDED = "none"


def _all_countries() -> list[tuple[str, str]]:
    return [("", "—"), *countries(language=get_language() or "de")]


def _all_funds() -> list[tuple[str, str]]:
    return [
        *((str(fund.organisation_id), fund.name) for fund in funds()),
        (UNDECIDED, str(_("I have not decided yet"))),
    ]


class You(StepForm):
    nationality = forms.ChoiceField(
        label=_("Which nationality do you have?"),
        choices=_all_countries,
        initial=SWITZERLAND,
        error_messages={"required": _("Select a country.")},
    )
    permit = forms.ChoiceField(
        label=_("Which residence permit do you have?"),
        help_text=_("Only if you are not a Swiss citizen."),
        choices=[("", "—"), *Permit.choices],
        required=False,
    )
    civil_status = forms.ChoiceField(
        label=_("What is your civil status?"),
        choices=CivilStatus,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your civil status.")},
    )
    prefill = {name: f"registration.{name}" for name in ("nationality", "permit", "civil_status")}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("nationality") not in {None, "", SWITZERLAND} and not found.get("permit"):
            self.add_error("permit", _("Select your residence permit."))
        return found


class LastWork(StepForm):
    had_work = YesNoField(label=_("Have you worked in the last two years?"))
    last_employer = forms.CharField(
        label=_("Last employer"), max_length=100, error_messages={"required": _("Enter the employer's name.")}
    )
    last_job = forms.CharField(
        label=_("What did you work as?"), max_length=100, error_messages={"required": _("Enter your last job.")}
    )
    last_day = day(_("Last working day"), help_text=_("If it is still to come, enter it all the same."))
    ended = forms.ChoiceField(
        label=_("How did the job end?"),
        choices=Ended,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how the job ended.")},
    )
    notice_on = day(_("When was notice given?"))

    asked_when = {
        "last_employer": ("had_work", True),
        "last_job": ("had_work", True),
        "last_day": ("had_work", True),
        "ended": ("had_work", True),
        "notice_on": ("ended", {Ended.EMPLOYER, Ended.SELF, Ended.MUTUAL}),
    }
    asked_anyway = dict.fromkeys(("last_employer", "last_job"), "another job has ended since an earlier claim")


class Availability(StepForm):
    wanted_from = day(_("From which day can you work?"))
    wanted_workload = workload_wanted()
    wanted_jobs = forms.CharField(
        label=_("What work do you look for?"),
        help_text=_("One or several jobs, in your own words."),
        max_length=250,
        error_messages={"required": _("Enter at least one job.")},
    )
    wanted_places = forms.CharField(
        label=_("Where can you work?"),
        help_text=_("Places, cantons, or how far you can travel."),
        max_length=250,
        error_messages={"required": _("Enter at least one place.")},
    )
    prefill = {name: f"registration.{name}" for name in ("wanted_workload", "wanted_jobs", "wanted_places")}


class Benefit(StepForm):
    wants_benefit = YesNoField(label=_("Do you want to claim unemployment benefit?"))
    fund = forms.ChoiceField(
        label=_("Which unemployment fund do you choose?"),
        help_text=_("You can decide until your first interview (OACI/AVIV 20a)."),
        choices=_all_funds,
        error_messages={"required": _("Select a fund, or that you have not decided yet.")},
    )
    asked_when = {"fund": ("wants_benefit", True)}
