"""The claim for benefit, declared (OACI 29)."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.eservices.claims import rules
from tandem.eservices.claims.documents import (
    about_documents,
    benefit_documents,
    child_documents,
    current_documents,
    event_documents,
    job_documents,
    prevention_documents,
)
from tandem.eservices.claims.effects import contradictions, effects
from tandem.eservices.claims.forms import (
    AboutForm,
    BenefitsForm,
    ChildrenForm,
    CurrentForm,
    EventForm,
    LastJobForm,
    OtherJobsForm,
    PreventionForm,
)
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import Answers, Budget, Context, FilingInfo, Procedure, Step, Window
from tandem.foundation.clock import day_of
from tandem.identity.access.enums import Purpose

KEY = "claims.benefit"
FILED_ON = "claims.filed_on"


def window(context: Context) -> Window:
    """A claim has no last day of its own; each month of it lapses by itself, which the monthly form says."""
    return Window(
        sentence=_(
            "File it as soon as you can: a month lapses three months after its end. Documents may follow later."
        )
    )


def offered(context: Context) -> bool:
    """Not again within six months: a claim was filed then, and covers."""
    filed_on = context.known[FILED_ON]
    return filed_on is None or not rules.is_covered(filed_on, context.today)


def withdrawable(info: FilingInfo, now: datetime.datetime) -> bool:
    return day_of(now) <= rules.withdrawable_until(day_of(info.filed_at))


def _worked(answers: Answers) -> bool:
    return answers.get("worked_before") is not False


PROCEDURE = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2026, 1, 1),
    purpose=Purpose.CLAIM,
    title=_("Claim unemployment benefit"),
    lead=_("Once at the start, and again after six months without benefit. Your fund decides on it."),
    recipient=Recipient.FUND,
    subject=SubjectKind.EVENT,
    steps=(
        Step(key="about", title=_("Your claim"), form=AboutForm, documents=about_documents),
        Step(key="children", title=_("Your children"), form=ChildrenForm, documents=child_documents),
        Step(key="benefits", title=_("Other insurances"), form=BenefitsForm, documents=benefit_documents),
        Step(key="last-job", title=_("Your last employment"), form=LastJobForm, documents=job_documents),
        Step(key="current", title=_("What you do now"), form=CurrentForm, documents=current_documents),
        Step(key="other-jobs", title=_("Your other employments"), form=OtherJobsForm, shown_when=_worked),
        Step(
            key="prevented",
            title=_("When you could not work"),
            form=PreventionForm,
            documents=prevention_documents,
        ),
        Step(key="event", title=_("What changed"), form=EventForm, documents=event_documents),
    ),
    budget=Budget(fields=42, pages=9, minutes=12),
    window=window,
    contradictions=contradictions,
    effects=effects,
    declaration=_(
        "I confirm that these answers are complete and true. I tell the fund at once when something changes."
        " I know that false answers can be punished, and that I must then pay the money back."
    ),
    what_next=(
        _("Your fund looks at your claim. If something is missing, it writes to you and gives you time."),
        _("Fill in the monthly form at the end of each month: without it nothing is paid."),
        _("The fund pays for a month during the following month."),
    ),
    withdrawal=withdrawable,
    offered=offered,
    sources=(FILED_ON, "people.birth_date"),
)
