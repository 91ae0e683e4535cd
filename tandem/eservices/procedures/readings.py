"""A form as its person is about to send it, for whoever reads it with her first."""

import datetime

from django.urls import reverse

from tandem.eservices.procedures.enums import Standing
from tandem.eservices.procedures.presenters import heading
from tandem.eservices.procedures.review import compose
from tandem.eservices.procedures.sheet import enter
from tandem.eservices.procedures.types import Reading
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting


def form(acting: Acting, subject: str, now: datetime.datetime) -> Reading:
    """The last page of a draft, without the figures that follow from it: they are computed, not sent.

    Raises Hidden, AlreadyFiled.
    """
    if not subject.isdecimal():
        raise Hidden
    sheet = enter(acting, int(subject), now=now)
    review = compose(sheet)
    blocked = any(found.blocking for found in sheet.contradictions)
    lacking = any(paper.standing is Standing.MISSING for paper in sheet.papers)
    return Reading(
        purpose=sheet.procedure.purpose,
        title=heading(sheet.procedure, sheet.draft.subject, is_hers=True),
        title_by_others=heading(sheet.procedure, sheet.draft.subject, is_hers=False),
        sections=review.sections,
        declaration=review.declaration,
        seen=review.seen,
        due_on=sheet.window.due_on,
        ready=not (sheet.missing or blocked or lacking),
        url=reverse("procedures:check", args=[sheet.draft.pk]),
    )
