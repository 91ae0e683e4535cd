"""The indications of the insured person: one form a month, for the fund (OACI 23)."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.eservices.declarations import asked, contradictions, effects, forms, services
from tandem.eservices.declarations.rules import last_day
from tandem.eservices.declarations.types import MONTHLY as MONTHLY_KEY
from tandem.eservices.procedures.enums import Recipient, SubjectKind
from tandem.eservices.procedures.types import (
    Budget,
    Context,
    NothingToReport,
    Procedure,
    Step,
    Window,
)
from tandem.foundation.formatting import plain_date
from tandem.identity.access.enums import Purpose

KEY = MONTHLY_KEY
# Where somebody struggles with a page, this is offered.
LESSON = "monthly-form"


def window(context: Context) -> Window:
    """From the day that the fund has set until the claim for the month lapses (LACI 20 al. 3), un-extended.

    Later is possible and dated: whether a right can be restored (LPGA 41) is decided by the fund, not by a page.
    """
    opens_on = context.known["declarations.opens_on"]
    lapses = last_day(context.month)
    return Window(
        opens_on=opens_on,
        due_on=lapses,
        forfeits_on=lapses,
        sentence=_(
            "You can file this form from %(opens)s. Your fund pays only once it has it. After %(last)s you lose the "
            "right to benefit for this month (LACI/AVIG 20 para. 3)."
        )
        % {"opens": plain_date(opens_on), "last": plain_date(lapses)},
    )


NOTHING = NothingToReport(
    answers={
        "worked": False,
        "self_employed": False,
        "in_measure": False,
        "incapable": False,
        "served": False,
        "away": False,
        "still_unemployed": True,
        "other_benefits": False,
        "changed": False,
    },
    sentence=_(
        "I did not work, not even a little. I was not ill, not in a measure, not in service, not away. I am still "
        "looking for work, I receive nothing from another insurance, and nothing has changed."
    ),
    button=_("All of this is true for me"),
)

MONTHLY = Procedure(
    key=KEY,
    version="2026-01",
    valid_from=datetime.date(2026, 1, 1),
    purpose=Purpose.MONTHLY_FORM,
    title=_("Monthly form for your fund"),
    title_by_others=_("Monthly form for her fund"),
    lead=_("Your fund asks each month how the month was. It needs your answers to pay you."),
    recipient=Recipient.FUND,
    subject=SubjectKind.MONTH,
    steps=(
        Step(key="work", title=_("Work for an employer"), form=forms.Work, documents=asked.of_work, lesson=LESSON),
        Step(
            key="own-business",
            title=_("Work on your own account"),
            form=forms.OwnBusiness,
            documents=asked.of_own_business,
            lesson=LESSON,
        ),
        Step(
            key="measures",
            title=_("Measures and courses"),
            form=forms.Measures,
            documents=asked.of_measures,
            lesson=LESSON,
        ),
        Step(
            key="incapacity",
            title=_("Illness and accident"),
            form=forms.Incapacity,
            documents=asked.of_incapacity,
            lesson=LESSON,
        ),
        Step(key="service", title=_("Service"), form=forms.ServiceDays, documents=asked.of_service, lesson=LESSON),
        Step(key="absences", title=_("Holidays and absences"), form=forms.Absences, lesson=LESSON),
        Step(key="availability", title=_("Your search for work"), form=forms.Availability, lesson=LESSON),
        Step(
            key="other-benefits",
            title=_("Other benefits"),
            form=forms.OtherBenefits,
            documents=asked.of_other_benefits,
            lesson=LESSON,
        ),
        Step(key="changes", title=_("Changes"), form=forms.Changes, documents=asked.of_changes, lesson=LESSON),
    ),
    budget=Budget(fields=33, pages=10, minutes=10),
    window=window,
    nothing_to_report=NOTHING,
    contradictions=contradictions.of,
    effects=effects.of,
    satisfied=asked.is_there,
    wanted_by=asked.wanted_by,
    declaration=_(
        "I have answered all questions completely and truthfully. I know that I must declare every job. With wrong "
        "or incomplete answers I can lose benefit, have to pay money back, and be prosecuted (LACI/AVIG 95, 105)."
    ),
    what_next=(
        _("Your fund checks your form and pays during the next month (OACI/AVIV 30). It sends you a statement."),
        _("If a paper is missing, bring it later: the list stays on this page until it is complete."),
    ),
    sources=(
        "claims.insured_month",
        "claims.opened_on",
        "claims.rate",
        "declarations.opens_on",
        "declarations.certified_employers",
        "declarations.incapacities",
        "declarations.papers_here",
        "declarations.papers_wanted",
    ),
    on_filed=services.note_papers,
)
