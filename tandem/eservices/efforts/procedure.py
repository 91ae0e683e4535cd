"""The face of the monthly proof on paper (form 716.007): printed by the engine, typed at the desk, filed here."""

import datetime
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts import selectors, services
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.forms import country_choices
from tandem.eservices.efforts.presenters import DUE, article
from tandem.eservices.efforts.types import EffortFacts
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import (
    Answers,
    Budget,
    Context,
    HandedOver,
    Procedure,
    RowsField,
    Step,
    StepForm,
    Window,
    YesNoField,
)
from tandem.foundation import formatting
from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.languages import Language
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.types import Acting

KEY = "efforts.proof"
ROWS_ON_PAPER = 12


class RowForm(forms.Form):
    """One application, as form 716.007 asks. What is needed depends on how she applied: `rules.gaps` says."""

    applied_on = forms.DateField(label=_("Day"), required=False, widget=DayInput())
    job_title = forms.CharField(label=_("Job"), max_length=100, required=False)
    company = forms.CharField(label=_("Company"), max_length=100, required=False)
    contact_person = forms.CharField(label=_("Contact person"), max_length=100, required=False)
    street = forms.CharField(label=_("Street"), max_length=60, required=False)
    house_number = forms.CharField(label=_("Number"), max_length=10, required=False)
    po_box = forms.CharField(label=_("Post-office box"), max_length=6, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    locality = forms.CharField(label=_("Place"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="CH", required=False)
    email = forms.CharField(label=_("E-mail address or link"), max_length=100, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    channels = forms.MultipleChoiceField(
        label=_("How did you apply?"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    workload = forms.ChoiceField(
        label=_("Workload"), choices=Workload.choices, widget=forms.RadioSelect, required=False
    )
    assigned_by_office = YesNoField(label=_("Assigned by the office?"), required=False)
    interview = YesNoField(label=_("Interview?"), required=False)
    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices, widget=forms.RadioSelect, required=False)
    rejection_reason = forms.CharField(label=_("If refused: why?"), max_length=250, required=False)


class EffortsForm(StepForm):
    efforts = RowsField(
        row=RowForm,
        most=40,
        spare=3,
        on_paper=ROWS_ON_PAPER,
        label=_("Your applications of this month"),
        help_text=_("One box for each application. Leave out what you have sent already."),
    )
    prefill = {"efforts": "efforts.noted"}


def noted(acting: Acting, context: Context) -> list[dict[str, object]] | None:
    """What the person has noted of the month and not filed, as it is printed. An office learns nothing of it."""
    if acting.capacity not in {Capacity.SELF, Capacity.HELPER}:
        return None
    rows = [effort for effort in selectors.efforts_of_month(acting, context.month) if not effort.is_filed]
    names = list(RowForm.base_fields)
    return [
        {**{name: getattr(effort, name) for name in names}, "email": effort.email or effort.form_url}
        for effort in rows
    ]


def due_on(acting: Acting, context: Context) -> datetime.date:
    return selectors.due_on(acting.file(Purpose.EFFORTS), context.month)


def window(context: Context) -> Window:
    due = context.known["efforts.due_on"]
    return Window(
        due_on=due,
        sentence=_("Bring or send this proof by %(day)s at the latest (%(article)s).")
        % {"day": formatting.long_date(due), "article": article(DUE)},
    )


def hand_over(
    acting: Acting, answers: Answers, context: Context, received_on: datetime.date, now: datetime.datetime
) -> HandedOver:
    """File the efforts that stand on a signed sheet."""
    return services.file_from_paper(
        acting,
        month=context.month,
        all_facts=[_facts(row) for row in answers.get("efforts") or []],
        received_on=received_on,
        declaration=selectors.declaration(),
        language=Language(get_language() or "de"),
        now=now,
    )


def _facts(row: dict[str, Any]) -> EffortFacts:
    said = dict(row)
    reached = str(said.pop("email") or "")
    is_address = "@" in reached and "/" not in reached
    return EffortFacts(
        **{
            **said,
            "email": reached if is_address else "",
            "form_url": "" if is_address or not reached else reached if "://" in reached else f"https://{reached}",
            "channels": tuple(Channel(channel) for channel in said["channels"] or ()),
            "workload": Workload(said["workload"]) if said["workload"] else None,
            "outcome": Outcome(said["outcome"]) if said["outcome"] else None,
            "interview": bool(said["interview"]),
            "country": said["country"] or "CH",
        }
    )


PROCEDURE = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2024, 1, 1),
    purpose=Purpose.EFFORTS,
    title=_("Proof of job-search efforts"),
    lead=_("All applications of the month: by e-mail, by post, in person, by phone."),
    recipient=Recipient.OFFICE,
    subject=SubjectKind.MONTH,
    steps=(Step(key="efforts", title=_("What you have done to find work"), form=EffortsForm),),
    budget=Budget(fields=len(RowForm.base_fields), pages=2, minutes=20),
    window=window,
    declaration=lazy(selectors.declaration, str)(),
    hand_over=hand_over,
    sources=("efforts.due_on",),
)
