import datetime
from collections.abc import Container
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.enums import ExemptionKind
from tandem.eservices.efforts.types import Entry
from tandem.eservices.registration.enums import EndReason
from tandem.foundation.clock import ZURICH
from tandem.foundation.formatting import month_and_year
from tandem.foundation.forms.widgets import DayInput
from tandem.foundation.months import following, month_of
from tandem.identity.activation.types import REASON_LENGTH
from tandem.identity.people.enums import StandInReason
from tandem.identity.people.types import OfficeTeam

MONTHS_AHEAD = 4
WHOLE_DAY = datetime.timedelta(days=1)


_NO_DAY = _("Write a day, a month and a year that exist, for example 17 5 2026.")


class TargetForm(forms.Form):
    """What was agreed: a number, from a month on that is not over."""

    number = forms.IntegerField(
        label=_("Efforts a month"),
        min_value=1,
        max_value=40,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter how many efforts a month you have agreed on."),
            "invalid": _("Enter a whole number, for example 8."),
        },
    )
    valid_from = forms.TypedChoiceField(
        label=_("From which month on?"),
        help_text=_("Never for a month that is over: nobody learns afterwards what was expected."),
        coerce=datetime.date.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the month from which the number counts.")},
    )

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [month_of(today)]
        while len(months) < MONTHS_AHEAD:
            months.append(following(months[-1]))
        self.fields["valid_from"].choices = [  # type: ignore[attr-defined]
            (month.isoformat(), month_and_year(month)) for month in months
        ]


class ExemptionForm(forms.Form):
    """Days on which no efforts are due; the last day is included."""

    kind = forms.ChoiceField(
        label=_("Ground"),
        help_text=_("A measure or intermediate earnings lift nothing by themselves."),
        choices=ExemptionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the ground.")},
    )
    begins_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, missing in (("begins_on", _("Write the first day.")), ("last_day", _("Write the last day."))):
            self.fields[name].error_messages |= {"required": missing, "invalid": _NO_DAY}

    def facts(self) -> dict[str, Any]:
        """What the verb takes, once the form is valid: there the end is the day after the last one."""
        return {
            "kind": ExemptionKind(self.cleaned_data["kind"]),
            "begins_on": self.cleaned_data["begins_on"],
            "ends_before": self.cleaned_data["last_day"] + WHOLE_DAY,
        }


class EntryForm(forms.Form):
    """How somebody came into unemployment: it decides which months before it count, and when they are due."""

    duty_from = forms.DateField(label=_("Unemployment was foreseeable from"), widget=DayInput)
    unemployed_from = forms.DateField(label=_("First day of unemployment"), widget=DayInput)
    registered_on = forms.DateField(label=_("Registered on"), required=False, widget=DayInput)
    first_interview_on = forms.DateField(label=_("First interview on"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages |= {"required": _("Write the day."), "invalid": _NO_DAY}

    def entry(self) -> Entry:
        """What the verb takes, once the form is valid."""
        return Entry(**self.cleaned_data)


class MeasureForm(forms.Form):
    """A measure in which somebody takes part; the last day is included."""

    name = forms.CharField(
        label=_("Which measure?"), max_length=120, error_messages={"required": _("Write the name of the measure.")}
    )
    from_day = forms.DateField(
        label=_("First day"),
        widget=DayInput,
        error_messages={"required": _("Write the first day."), "invalid": _NO_DAY},
    )
    to_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        error_messages={"required": _("Write the last day."), "invalid": _NO_DAY},
    )


class InterviewForm(forms.Form):
    """When the first interview takes place."""

    day = forms.DateField(
        label=_("Day"), widget=DayInput, error_messages={"required": _("Write the day."), "invalid": _NO_DAY}
    )
    time = forms.TimeField(
        label=_("Time"),
        help_text=_("For example 09:30"),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"required": _("Write the time."), "invalid": _("Write a time like 09:30.")},
    )

    def moment(self) -> datetime.datetime:
        """The moment in Switzerland, once the form is valid."""
        return datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=ZURICH)


class StandInForm(forms.Form):
    """Who looks after whose files, why, and how long; the last day is included."""

    counsellor_id = forms.TypedChoiceField(
        label=_("Who is away?"), coerce=int, error_messages={"required": _("Select who is away.")}
    )
    substitute_id = forms.TypedChoiceField(
        label=_("Who stands in?"), coerce=int, error_messages={"required": _("Select a colleague.")}
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Every person concerned reads it. So no reason here says anything about health."),
        choices=StandInReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a reason.")},
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=DayInput,
        error_messages={"required": _("Write the first day."), "invalid": _NO_DAY},
    )
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("It ends by itself after this day, six months from the first day at the latest."),
        widget=DayInput,
        error_messages={"required": _("Write the last day."), "invalid": _NO_DAY},
    )

    def __init__(self, *args: Any, team: OfficeTeam, away: Container[int], **options: Any) -> None:
        super().__init__(*args, **options)
        members = sorted(team.members.items(), key=lambda member: member[1].casefold())
        absent = [member for member in members if member[0] in away]
        others = [member for member in members if len(absent) > 1 or member not in absent]
        self.fields["counsellor_id"].choices = absent  # type: ignore[attr-defined]
        self.fields["substitute_id"].choices = [("", _("Select a colleague")), *others]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb takes, once the form is valid: there the end is the day after the last one."""
        facts = dict(self.cleaned_data)
        facts["ends_before"] = facts.pop("last_day") + WHOLE_DAY
        return {**facts, "reason": StandInReason(facts["reason"])}


class EndForm(forms.Form):
    """The end of a registration."""

    heading = "end"

    reason = forms.ChoiceField(label=_("Why does it end?"), choices=EndReason.choices, widget=forms.RadioSelect)
    ended_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Today or before."),
        widget=DayInput,
        error_messages={"required": _("Write the last day."), "invalid": _NO_DAY},
    )

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "reason": EndReason(self.cleaned_data["reason"])}


class AnswerForm(forms.Form):
    """What the office did about an entry that a person contests."""

    heading = "answer"

    answer = forms.CharField(
        label=_("What did you do about it?"),
        help_text=_("The person reads your sentence. Correct the entry itself where it stands."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
