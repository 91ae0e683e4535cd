import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts.enums import Channel, Gap, Outcome, Workload
from tandem.eservices.efforts.importing import LARGEST
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.selectors import gaps_of, sentence_of
from tandem.eservices.efforts.table import NO, YES
from tandem.eservices.efforts.types import EffortFacts, EffortPrefill, Entry, Result, Wanted
from tandem.foundation.clock import today
from tandem.foundation.formatting import month_and_year, short_date
from tandem.foundation.forms.aside import KeepsWhatWasTyped
from tandem.foundation.forms.widgets import DayInput
from tandem.identity.factors.registry import SignableForm
from tandem.reference.localities.selectors import at_postal_code, countries, postal_codes_of


def country_choices() -> tuple[tuple[str, str], ...]:
    return countries(language=get_language() or "de")


_YES_NO = [("yes", YES), ("no", NO)]
_BY_POST_VISIT_CALL = _("Needed if you applied by post, in person or by phone.")


class EffortForm(KeepsWhatWasTyped):
    """One application. What is missing is decided by `rules.gaps`, so that page and verb ask for the same."""

    mark_optional = False  # what is needed depends on how she applied; the hints say when

    job_title = forms.CharField(label=_("Job"), max_length=100, required=False)
    company = forms.CharField(label=_("Company"), max_length=100, required=False)
    applied_on = forms.DateField(
        label=_("When did you apply?"),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day, for example 27.3.2026.")},
    )
    channels = forms.MultipleChoiceField(
        label=_("How did you apply?"),
        help_text=_("Select all that are right."),
        required=False,
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(
        label=_("E-mail address you wrote to"),
        help_text=_("If you applied online or by e-mail, enter the address or the link."),
        max_length=100,
        required=False,
        widget=forms.EmailInput({"spellcheck": "false"}),
    )
    form_url = forms.URLField(
        label=_("Link to the online form or the ad"),
        max_length=255,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"spellcheck": "false"}),
    )
    contact_person = forms.CharField(
        label=_("Whom did you speak to?"),
        help_text=_("Needed if you applied in person or by phone."),
        max_length=100,
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone number you called"),
        help_text=_("Needed if you applied by phone."),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^[+()\d\s./-]{6,}$", _("Enter a phone number, for example 026 000 00 00."))],
        widget=forms.TextInput({"type": "tel", "class": "govuk-input--width-20"}),
    )
    street = forms.CharField(label=_("Street"), help_text=_BY_POST_VISIT_CALL, max_length=60, required=False)
    house_number = forms.CharField(
        label=_("Number"), max_length=10, required=False, widget=forms.TextInput({"class": "govuk-input--width-5"})
    )
    po_box = forms.CharField(
        label=_("Post-office box"),
        help_text=_("Instead of the street. Only the number."),
        max_length=6,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        max_length=10,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    locality = forms.CharField(
        label=_("Place"),
        help_text=_("One of the two is enough where the other follows from it."),
        max_length=100,
        required=False,
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="CH")
    workload = forms.ChoiceField(
        label=_("For which workload?"), required=False, choices=Workload.choices, widget=forms.RadioSelect
    )
    assigned_by_office = forms.ChoiceField(
        label=_("Did your office (RAV, ORP, URC) assign this job to you?"),
        required=False,
        choices=_YES_NO,
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
    )
    outcome = forms.ChoiceField(
        label=_("Where does your application stand?"),
        required=False,
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    rejection_reason = forms.CharField(
        label=_("Why were you refused?"),
        help_text=_("Only after a refusal. A few words are enough."),
        max_length=250,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    interview = forms.BooleanField(label=_("I had or will have an interview"), required=False)

    def __init__(self, *args: Any, known: Effort | EffortPrefill | None = None, **options: Any) -> None:
        self.source_ad_id = known.source_ad_id if known else None
        options["initial"] = {**(_initial(known) if known else {}), **(options.get("initial") or {})}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        help_with_place = self._complete_place(said)
        facts = EffortFacts(
            applied_on=said.get("applied_on"),
            channels=tuple(Channel(channel) for channel in said.get("channels", [])),
            assigned_by_office={"yes": True, "no": False}.get(said.get("assigned_by_office", "")),
            workload=Workload(said["workload"]) if said.get("workload") else None,
            outcome=Outcome(said["outcome"]) if said.get("outcome") else None,
            interview=said.get("interview", False),
            source_ad_id=self.source_ad_id,
            **{field: said.get(field) or "" for field in _TEXTS},
        )
        # In Switzerland one of the two is enough: whoever typed neither is asked once.
        asked_once = facts.country == "CH" and not (facts.postal_code or facts.locality)
        for field, gap in gaps_of(facts, today=today()):
            if field in self.errors or (asked_once and field == "locality"):
                continue
            words = sentence_of(gap, facts)
            if field == "postal_code" and (asked_once or help_with_place):
                either = _("Enter the postal code of the company, or its place.")
                words = f"{either if asked_once else words} {help_with_place}".rstrip()
            self.add_error(field, forms.ValidationError(words, code=gap))
        return {"facts": facts}

    def unlike(self, effort: Effort) -> list[tuple[str, str]]:
        """What an effort says where that is not what was typed here, as (question, answer)."""
        typed = dataclasses.asdict(self.cleaned_data["facts"])
        typed["channels"] = sorted(set(typed["channels"]))
        return [
            (str(field.label), _answer(field, getattr(effort, name)))
            for name, field in self.fields.items()
            if name in typed and getattr(effort, name) != typed[name]
        ]

    def _complete_place(self, said: dict[str, Any]) -> str:
        """Fill in the one of postal code and place that follows from the other; a sentence where several would do."""
        code, place = said.get("postal_code", ""), said.get("locality", "")
        if said.get("country") != "CH" or bool(code) == bool(place):
            return ""
        if code:
            names = list(dict.fromkeys(found.locality for found in at_postal_code(code)))
            if len(names) == 1:
                said["locality"] = names[0]
            return ""
        codes = postal_codes_of(place)
        if len(codes) == 1:
            said["postal_code"] = codes[0]
        return _("Known for this place: %(codes)s.") % {"codes": ", ".join(codes[:12])} if len(codes) > 1 else ""


_TEXTS = [
    field.name
    for field in dataclasses.fields(EffortPrefill)
    if field.name not in {"channels", "workload", "source_ad_id"}
] + ["rejection_reason"]


def _answer(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, datetime.date):
        return short_date(value)
    chosen = value if isinstance(value, list) else [value]
    labels: dict[Any, Any] = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
    return ", ".join(str(labels.get(one, one)) for one in chosen) or "–"


def _initial(known: Effort | EffortPrefill) -> dict[str, Any]:
    prefill = {field.name: getattr(known, field.name) for field in dataclasses.fields(EffortPrefill)}
    if isinstance(known, EffortPrefill):
        return prefill
    return prefill | {
        "applied_on": known.applied_on,
        "assigned_by_office": "yes" if known.assigned_by_office else "no",
        "outcome": known.outcome,
        "interview": known.interview,
        "rejection_reason": known.rejection_reason,
    }


class FileForm(SignableForm):
    """The last look before filing. `seen` is the fingerprint of the efforts that the page showed."""

    keeps_answers = True  # her efforts
    late_reason = forms.CharField(
        label=_("Why do you file late?"),
        help_text=_("For example an illness with a medical certificate. Your office decides whether it counts."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ResultsForm(KeepsWhatWasTyped):
    """One answer for one application or for many."""

    mark_optional = False

    efforts = forms.TypedMultipleChoiceField(
        label=_("Which applications?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one application.")},
    )
    outcome = forms.ChoiceField(
        label=_("What became of them?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": Gap.OUTCOME_UNSAID.label},
    )
    rejection_reason = forms.CharField(
        label=_("Why were you refused?"),
        help_text=_("Only after a refusal. A few words are enough."),
        max_length=250,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    interview = forms.BooleanField(label=_("I had or will have an interview"), required=False)

    def __init__(self, *args: Any, efforts: Iterable[Effort], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["efforts"].choices = [  # type: ignore[attr-defined]
            (effort.pk, f"{effort.company}, {effort.job_title} ({short_date(effort.applied_on)})")
            for effort in efforts
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        outcome, reason = said.get("outcome"), said.get("rejection_reason", "")
        if outcome == Outcome.REJECTED and not reason:
            self.add_error("rejection_reason", Gap.REASON_MISSING.label)
        if outcome and outcome != Outcome.REJECTED and reason:
            self.add_error("rejection_reason", Gap.REASON_WITHOUT_REFUSAL.label)
        if outcome and not self.errors:
            said["result"] = Result(
                outcome=Outcome(outcome), interview=said.get("interview", False), rejection_reason=reason
            )
        return said


class ImportForm(forms.Form):
    """A file, or a table pasted from a spreadsheet."""

    mark_optional = False

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV or JSON, up to 1 MB and 500 efforts."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.json,text/csv,application/json"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the table here"),
        help_text=_("Select the cells in your spreadsheet, with the line of headings, copy them and paste them here."),
        max_length=200_000,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file, pasted = said.get("file"), said.get("pasted", "")
        if file is None and not pasted.strip():
            self.add_error("file", _("Choose a file, or paste a table."))
            return said
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("The file is too large. Up to 1 MB can be read: split it into several files."))
            return said
        said["content"] = file.read() if file is not None else pasted.encode()
        return said


class ConfirmImportForm(forms.Form):
    """What was read and shown, once more: it is checked again before it is noted."""

    mark_optional = False

    efforts = forms.CharField(widget=forms.HiddenInput, max_length=1_500_000, strip=False)
    leave_out = forms.BooleanField(
        label=_("Leave out what I have noted already"),
        help_text=_("The same job at the same company in the same month."),
        required=False,
    )


class ExportForm(forms.Form):
    """Which months, and which kind of file."""

    mark_optional = False

    month = forms.TypedChoiceField(
        label=_("Which month?"), coerce=datetime.date.fromisoformat, empty_value=None, required=False
    )
    kind = forms.ChoiceField(
        label=_("Which kind of file?"),
        choices=[
            ("pdf", _("PDF, to print or to read")),
            ("xlsx", _("Workbook for Excel or LibreOffice")),
            ("csv", _("CSV table")),
            ("json", _("JSON, for programs")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a kind of file.")},
    )

    def offer(self, months: Iterable[datetime.date]) -> None:
        """The months to choose from; the address may name one as 2026-03."""
        choices = [(month.isoformat(), month_and_year(month)) for month in months]
        self.fields["month"].choices = [("", _("All months")), *choices]  # type: ignore[attr-defined]
        if len(named := str(self.initial.get("month", ""))) == len("2026-03"):
            self.initial["month"] = f"{named}-01"


class FindForm(forms.Form):
    """What to look for among one's efforts. Nothing is needed."""

    mark_optional = False

    words = forms.CharField(
        label=_("Company, job or place"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "spellcheck": "false"}),
    )
    month = forms.TypedChoiceField(
        label=_("Month"), coerce=datetime.date.fromisoformat, empty_value=None, required=False
    )
    how = forms.ChoiceField(label=_("How"), choices=[("", _("Any way")), *Channel.choices], required=False)
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[("", _("Any result")), *Outcome.choices, ("interview", _("Interview"))],
        required=False,
    )
    filed = forms.ChoiceField(label=_("Filed"), choices=[("", _("Filed or not")), *_YES_NO], required=False)

    def offer(self, months: Iterable[datetime.date]) -> None:
        """The months to choose from."""
        choices = [(month.isoformat(), month_and_year(month)) for month in months]
        self.fields["month"].choices = [("", _("All months")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the selector takes, once the form is valid."""
        said = self.cleaned_data
        result = said["result"]
        return Wanted(
            words=said["words"],
            month=said["month"],
            channels=(Channel(said["how"]),) if said["how"] else (),
            outcomes=(Outcome(result),) if result in Outcome.values else (),
            interview=True if result == "interview" else None,
            filed={"yes": True, "no": False}.get(said["filed"]),
        )


_NO_DAY = _("Write a day, a month and a year that exist, for example 17 5 2026.")


class EntryForm(KeepsWhatWasTyped):
    """Since when unemployment was foreseeable, and when it begins."""

    mark_optional = False

    duty_from = forms.DateField(
        label=_("Since when have you known that you would lose your job?"),
        help_text=_("The day of the notice. With a fixed term: three months before its end."),
        widget=DayInput,
        error_messages={"required": _("Write the day."), "invalid": _NO_DAY},
    )
    unemployed_from = forms.DateField(
        label=_("What is your first day without work?"),
        widget=DayInput,
        error_messages={"required": _("Write the day."), "invalid": _NO_DAY},
    )
    registered_on = forms.DateField(
        label=_("When did you register?"),
        help_text=_("Leave it empty if you have not registered yet."),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _NO_DAY},
    )
    first_interview_on = forms.DateField(
        label=_("When is your first interview at the office?"),
        help_text=_("Leave it empty if you do not know it yet: it takes place within 15 days of your registration."),
        required=False,
        widget=DayInput,
        error_messages={"invalid": _NO_DAY},
    )

    def entry(self) -> Entry:
        """What the verbs take, once the form is valid."""
        return Entry(**self.cleaned_data)
