"""A small form of the tests' own: a quarter of an hour with every kind of question the engine knows."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import gettext_lazy

from tandem.eservices.procedures import registry
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.services import file, open_draft, save_answers
from tandem.eservices.procedures.sheet import enter
from tandem.eservices.procedures.types import (
    Budget,
    Contradiction,
    DocumentAsked,
    Effect,
    NothingToReport,
    Procedure,
    RowsField,
    Step,
    StepForm,
    Window,
    YesNoField,
)
from tandem.foundation.forms.widgets import DayInput, UnitInput
from tandem.foundation.languages import Language
from tandem.foundation.months import following
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.people.tests.factories import PersonFactory

KEY = "tests.monthly"
MARCH = "2026-03"


class Employer(forms.Form):
    name = forms.CharField(label="Employer", max_length=80)
    gross = forms.DecimalField(label="Gross pay", decimal_places=2, widget=UnitInput(before="CHF"))


class WorkForm(StepForm):
    worked = YesNoField(label="Did you work this month?")
    employers = RowsField(label="For whom?", row=Employer, most=3)
    how = forms.ChoiceField(
        label="How?", choices=[("full", "Full-time"), ("part", "Part-time")], widget=forms.RadioSelect
    )
    asked_when = {"employers": ("worked", True), "how": ("worked", True)}
    asked_anyway = {"worked": "the tests' own month", "employers": "the tests' own month"}


class HealthForm(StepForm):
    ill = YesNoField(label="Were you ill?")
    ill_from = forms.DateField(label="From", widget=DayInput())
    ill_until = forms.DateField(label="Until", widget=DayInput())
    phone = forms.CharField(label="Phone", required=False)
    asked_when = {"ill_from": ("ill", True), "ill_until": ("ill", True)}
    prefill = {"phone": "people.phone"}

    def clean(self):
        start, end = self.cleaned_data.get("ill_from"), self.cleaned_data.get("ill_until")
        if start and end and end < start:
            self.add_error("ill_until", "The last day is before the first. Enter a later day.")


class RemarkForm(StepForm):
    remark = forms.CharField(label="Anything else about your work?", required=False, widget=forms.Textarea)


def window(context):
    last = following(context.month) + datetime.timedelta(days=4)
    return Window(opens_on=context.month, due_on=last, sentence=f"File it by {last:%-d.%-m.%Y}.")


def contradictions(answers, context):
    if answers.get("worked") and answers.get("how") == "full" and answers.get("ill"):
        return (
            Contradiction(
                fields=("how", "ill"), message="You say you worked full-time and that you were ill.", blocking=False
            ),
        )
    return ()


def effects(answers, context):
    total = sum((row["gross"] for row in answers.get("employers") or []), Decimal(0))
    if not total:
        return ()
    return (Effect(sentence="Your earnings count.", figure=total, formula="sum of all pay", article="LACI 24 al. 1"),)


def declare(**changes) -> Procedure:
    """The tests' procedure, not registered; say only what your test is about."""
    said = {
        "key": KEY,
        "version": "2026-01",
        "valid_from": datetime.date(2026, 1, 1),
        "purpose": Purpose.MONTHLY_FORM,
        "title": gettext_lazy("Monthly form"),
        "lead": "What happened this month.",
        "recipient": Recipient.FUND,
        "subject": SubjectKind.MONTH,
        "steps": (
            Step(key="work", title="Your work this month", form=WorkForm),
            Step(key="health", title="Your health", form=HealthForm),
            Step(
                key="remark",
                title="A remark",
                form=RemarkForm,
                shown_when=lambda answers: bool(answers.get("worked")),
            ),
        ),
        "budget": Budget(fields=9, pages=4, minutes=3),
        "window": window,
        "declaration": "I confirm that this is complete and true.",
        "what_next": ("Your fund reads it within five days.",),
        "nothing_to_report": NothingToReport(
            answers={"worked": False, "ill": False},
            sentence="I did not work and was not ill.",
            button="Nothing to report",
        ),
        "contradictions": contradictions,
        "effects": effects,
        "withdrawal": lambda info, now: now < info.filed_at + datetime.timedelta(days=1),
    }
    return Procedure(**{**said, **changes})


class Declared:
    """Registers procedures for one test and takes them out again."""

    def __init__(self):
        self._added = []

    def __call__(self, **changes) -> Procedure:
        procedure = declare(**changes)
        registry.add(procedure)
        self._added.append(procedure)
        return procedure

    def clear(self):
        for procedure in self._added:
            registry.remove(procedure)


@pytest.fixture
def declared():
    """`declared()` registers the tests' procedure; `declared(correction_allowed=False)` a changed one."""
    procedures = Declared()
    yield procedures
    procedures.clear()


@pytest.fixture
def nothing_else(monkeypatch):
    """No form but those that the test declares: what the house files is none of its business."""
    monkeypatch.setattr(registry, "_procedures", {})


PERMIT = DocumentAsked(kind="permit", sentence="A copy of your permit.", deferrable=False)
REMARK = DocumentAsked(kind="remark_paper", sentence="What shows it.", required=False)


def certificates(answers):
    """A certificate for each employer; a permit that cannot wait after a remark of "permit"."""
    return tuple(
        DocumentAsked(kind="certificate", about=row["name"], sentence=f"The certificate of {row['name']}.")
        for row in answers.get("employers") or []
    )


def remarks(answers):
    return {"permit": (PERMIT,), "paper": (REMARK,)}.get(answers.get("remark"), ())


def with_documents(**changes):
    """The tests' steps, two of which ask for documents."""
    return {
        "steps": (
            Step(key="work", title="Your work this month", form=WorkForm, documents=certificates),
            Step(key="health", title="Your health", form=HealthForm),
            Step(key="remark", title="A remark", form=RemarkForm, documents=remarks),
        ),
        **changes,
    }


ANSWERS = {
    "worked": True,
    "employers": [{"name": "Beck am Bach", "gross": Decimal("812.50")}],
    "how": "part",
    "ill": False,
    "ill_from": None,
    "ill_until": None,
    "phone": "+41790000000",
    "remark": "",
}


def own_file(person, *, now=NOON, purpose=Purpose.MONTHLY_FORM):
    return open_own_file(acting_as(person, now=now), purpose, now=now)


def begun(person=None, *, now=NOON, subject=MARCH, key=KEY, purpose=Purpose.MONTHLY_FORM):
    """An open draft of a person with an account."""
    person = person or PersonFactory(with_account=True)
    return open_draft(own_file(person, now=now, purpose=purpose), key=key, subject=subject, now=now)


def answered(person=None, *, now=NOON, answers=ANSWERS, subject=MARCH, key=KEY, purpose=Purpose.MONTHLY_FORM):
    """A draft in which all is answered."""
    draft = begun(person, now=now, subject=subject, key=key, purpose=purpose)
    acting = own_file(draft.person, now=now, purpose=purpose)
    save_answers(acting, draft_id=draft.pk, values=answers, seen={}, now=now)
    return draft


def save(draft, values, seen=None, *, acting=None, now=NOON):
    """Some answers, written by the person herself unless `acting` is somebody else."""
    acting = acting or own_file(draft.person, now=now)
    return save_answers(acting, draft_id=draft.pk, values=values, seen=seen or {}, now=now)


def seen_of(draft, *, now=NOON):
    return compose(enter(acting_as(draft.person, now=now), draft.pk, now=now)).seen


def filed(draft, *, now=NOON, late_reason=""):
    """Files the draft by the real verb: there is no other way to a filing."""
    purpose = registry.get(draft.key, draft.version).purpose
    acting = own_file(draft.person, now=now, purpose=purpose)
    return file(
        acting,
        draft_id=draft.pk,
        seen=seen_of(draft, now=now),
        language=Language.EN,
        now=now,
        late_reason=late_reason,
    )
