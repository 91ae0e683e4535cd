"""What the desk types: the form's own questions, then the day and the signature."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tandem.eservices.on_paper.selectors import Desk
from tandem.eservices.procedures.types import Procedure, StepForm, YesNoField
from tandem.foundation.clock import today
from tandem.foundation.forms.widgets import DayInput


class ReceivedForm(forms.Form):
    received_on = forms.DateField(
        label=_("Day of the postmark, or day at the counter"),
        help_text=_("This day decides whether the form is in time."),
        widget=DayInput,
        required=False,
    )
    is_signed = YesNoField(label=_("Is the form signed by hand?"), required=False)
    mark_optional = False

    def clean_received_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["received_on"]
        if day is not None and day > today():
            raise forms.ValidationError(_("This day is still to come. Write the day on the envelope or the stamp."))
        return day


class Typing:
    """All pages of a form at once, as they lie on the desk. `values` are the answers that somebody typed.

    Nothing stands in a field but what was printed on the sheet or typed from it before. An empty field is no answer.
    """

    def __init__(self, desk: Desk, data: Mapping[str, Any] | None = None) -> None:
        self.forms: list[tuple[str, StepForm]] = []
        self.values: dict[str, Any] = {}
        answers = dict(desk.shown)
        for step in desk.sheet.procedure.steps:
            form = step.form(data, answers=answers, context=desk.sheet.context)
            self.forms.append((str(step.title), form))
            if data is not None:
                form.is_valid()
                answers |= form.cleaned_data
                self.values |= form.kept()
        before = desk.shown
        empty: tuple[Any, ...] = (None, "", [])
        self.values = {
            name: value for name, value in self.values.items() if value not in empty or before.get(name) not in empty
        }


def with_one_more(data: QueryDict) -> QueryDict | None:
    """What was typed, with one more blank row where somebody asked for one; None when nobody did."""
    more = next((name.removesuffix("-more") for name in data if name.endswith("-more")), "")
    shown = data.get(f"{more}-rows", "")
    if not more or not shown.isdecimal():
        return None
    longer = data.copy()
    longer[f"{more}-rows"] = str(min(int(shown), 50) + 1)
    return longer


class PrintForm(forms.Form):
    """A form for somebody who stands at the desk."""

    key = forms.ChoiceField(label=_("Which form?"), widget=forms.RadioSelect)
    subject = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label=_("For which month?"),
        help_text=_("Only for a monthly form: year and month, for example 2026-11."),
        required=False,
        error_messages={"invalid": _("Write year and month, for example 2026-11.")},
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    person_number = forms.RegexField(
        r"^[\d\s]{8,12}$",
        label=_("Person number"),
        help_text=_("8 digits."),
        error_messages={"invalid": _("A person number has 8 digits.")},
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DayInput)

    def __init__(self, *args: Any, procedures: list[Procedure], **options: Any) -> None:
        super().__init__(*args, **options)
        titles = {one.key: one.title for one in procedures}
        self.fields["key"].choices = list(titles.items())  # type: ignore[attr-defined]

    def clean_person_number(self) -> str:
        return "".join(self.cleaned_data["person_number"].split())
