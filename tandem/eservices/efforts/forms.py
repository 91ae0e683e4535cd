import dataclasses
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tandem.eservices.efforts import rules
from tandem.eservices.efforts.enums import Channel, Outcome, Workload
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.types import EffortFacts, EffortPrefill
from tandem.foundation.clock import today

COUNTRIES = [
    ("CH", _("Switzerland")),
    ("LI", _("Liechtenstein")),
    ("AT", _("Austria")),
    ("BE", _("Belgium")),
    ("DE", _("Germany")),
    ("ES", _("Spain")),
    ("FR", _("France")),
    ("GB", _("United Kingdom")),
    ("IT", _("Italy")),
    ("LU", _("Luxembourg")),
    ("NL", _("Netherlands")),
    ("PT", _("Portugal")),
]
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_BY_POST_VISIT_CALL = _("Needed if you applied by post, in person or by phone.")


class EffortForm(forms.Form):
    """One application. What is missing is decided by `rules.gaps`, so that page and verb ask for the same."""

    mark_optional = False  # what is needed depends on how she applied; the hints say when

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
    company = forms.CharField(label=_("Company"), max_length=100, required=False)
    job_title = forms.CharField(label=_("Job"), max_length=100, required=False)
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
        validators=[RegexValidator(r"^\d{1,6}$", _("Enter the number of the post-office box: up to 6 digits."))],
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        help_text=_BY_POST_VISIT_CALL,
        max_length=10,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    locality = forms.CharField(label=_("Place"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, initial="CH")
    assigned_by_office = forms.ChoiceField(
        label=_("Did your office (RAV, ORP, URC) assign this job to you?"),
        required=False,
        choices=_YES_NO,
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
    )
    workload = forms.ChoiceField(
        label=_("For which workload?"), required=False, choices=Workload.choices, widget=forms.RadioSelect
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
        self._keep_country(options["initial"].get("country", "CH"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
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
        for field, gap in rules.gaps(facts, today=today()):
            if field not in self.errors:
                self.add_error(field, forms.ValidationError(gap.label, code=gap))
        return {"facts": facts}

    def _keep_country(self, code: str) -> None:
        """An ad may come from a country that the short list leaves out."""
        if code not in dict(COUNTRIES):
            field = self.fields["country"]
            field.choices = [*COUNTRIES, (code, code)]  # type: ignore[attr-defined]


_TEXTS = [
    field.name
    for field in dataclasses.fields(EffortPrefill)
    if field.name not in {"channels", "workload", "source_ad_id"}
] + ["rejection_reason"]


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


class FileForm(forms.Form):
    """The last look before filing. `seen` is the fingerprint of the efforts that the page showed."""

    late_reason = forms.CharField(
        label=_("Why do you file late?"),
        help_text=_("For example an illness with a medical certificate. Your office decides whether it counts."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
