"""The notice of incapacity: once, for the office and the fund; the month's form then knows it (LACI 28; OACI 42)."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations import services
from tandem.eservices.declarations.enums import Asked, IncapacityReason
from tandem.eservices.declarations.forms import day, percentage
from tandem.eservices.declarations.rules import CERTIFICATE_FROM_DAY
from tandem.eservices.declarations.types import INCAPACITY as INCAPACITY_KEY
from tandem.eservices.entitlement.rules import last_paid_day, report_illness_by
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import (
    Answers,
    Budget,
    Context,
    Contradiction,
    DocumentAsked,
    Effect,
    Procedure,
    Step,
    StepForm,
    Window,
    YesNoField,
)
from tandem.foundation.formatting import plain_date
from tandem.identity.access.enums import Purpose

KEY = INCAPACITY_KEY


class When(StepForm):
    reason = forms.ChoiceField(
        label=_("Why can you not work?"),
        choices=IncapacityReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the reason.")},
    )
    incapable_from = day(_("First day on which you cannot work"))
    is_over = YesNoField(label=_("Do you know the last day?"))
    incapable_to = day(_("Last day on which you cannot work"))
    degree = percentage(_("How far can you not work? In percent"))
    asked_when = {"incapable_to": ("is_over", True)}


class Told(StepForm):
    insurer_told = YesNoField(label=_("Have you told the accident insurance?"))
    asked_when = {"insurer_told": ("reason", IncapacityReason.ACCIDENT)}


def is_accident(answers: Answers) -> bool:
    return answers.get("reason") == IncapacityReason.ACCIDENT


def documents(answers: Answers) -> tuple[DocumentAsked, ...]:
    """A medical certificate when it lasts longer than three days, or nobody knows how long."""
    first, last = answers.get("incapable_from"), answers.get("incapable_to")
    is_long = first is not None and (last is None or (last - first).days + 1 >= CERTIFICATE_FROM_DAY)
    return (
        DocumentAsked(
            kind=Asked.MEDICAL_CERTIFICATE,
            sentence=_("The medical certificate. It is needed from the fourth day on."),
            required=is_long,
            deferrable=True,
        ),
    )


def window(context: Context) -> Window:
    """Always open: the week counts from the first day, which only an answer tells (`effects`)."""
    return Window(
        sentence=_(
            "Report within one week of the first day (OACI/AVIV 42). Later you may lose the allowance for the days "
            "before the report, unless there is a good reason or your monthly form says it."
        )
    )


def contradictions(answers: Answers, context: Context) -> tuple[Contradiction, ...]:
    first, last = answers.get("incapable_from"), answers.get("incapable_to")
    found = []
    if first and last and last < first:
        found.append(
            Contradiction(
                fields=("incapable_from", "incapable_to"),
                message=_("The last day lies before the first. Change one of them."),
                blocking=True,
            )
        )
    if first and first > context.today:
        found.append(
            Contradiction(
                fields=("incapable_from",),
                message=_("The first day is still to come. If it is planned, tell your counsellor, too."),
            )
        )
    return tuple(found)


def effects(answers: Answers, context: Context) -> tuple[Effect, ...]:
    """Until when the report is in time, what it means if it is not (OACI 42), and how long is paid (LACI 28)."""
    first = answers.get("incapable_from")
    if first is None:
        return ()
    due = report_illness_by(first)
    if context.today > due:
        sentence = _(
            "The week ended on %(day)s. Your report is dated today. Write on your monthly form, too, that you could "
            "not work: then your rights are kept."
        )
    else:
        sentence = _("You report in time: the week ends on %(day)s.")
    return (
        Effect(sentence=sentence % {"day": plain_date(due)}, article="OACI 42 al. 1", indicative=False),
        # Whether the first day counts among the thirty is from memory: indicative.
        Effect(
            sentence=_(
                "As long as you cannot work, the allowance is paid until %(day)s at most: for 30 days of one case, "
                "and for 44 days in your framework period. Ask early what another insurance pays after that."
            )
            % {"day": plain_date(last_paid_day(first))},
            article="LACI 28 al. 1",
        ),
    )


INCAPACITY = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2026, 1, 1),
    purpose=Purpose.INCAPACITY,
    title=_("Report that you cannot work"),
    lead=_("Because of illness, an accident, pregnancy or birth. Your office and your fund both receive it."),
    recipient=Recipient.OFFICE_AND_FUND,
    subject=SubjectKind.EVENT,
    steps=(
        Step(key="when", title=_("Reason and days"), form=When, documents=documents),
        Step(key="insurance", title=_("Accident insurance"), form=Told, shown_when=is_accident),
    ),
    budget=Budget(fields=6, pages=3, minutes=4),
    window=window,
    contradictions=contradictions,
    effects=effects,
    declaration=_("I have answered truthfully. I report at once when I can work again."),
    what_next=(
        _("Your office and your fund have your report. Your monthly form will already know these days."),
        _("When you can work again, or it lasts longer, correct this report."),
    ),
    on_filed=services.note_incapacity,
)
