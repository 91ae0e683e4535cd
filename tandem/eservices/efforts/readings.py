"""A month's proof as its person is about to file it, for whoever reads it with her first."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.eservices.efforts import selectors
from tandem.eservices.efforts.models import Effort, facts_of
from tandem.eservices.efforts.presenters import effort_lines, effort_row
from tandem.eservices.efforts.selectors import declaration
from tandem.eservices.procedures.types import Reading, Row, Section
from tandem.foundation import formatting
from tandem.foundation.months import MonthConverter
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting


def proof(acting: Acting, subject: str, now: datetime.datetime) -> Reading:
    """The efforts of a month that the person can file now. Raises Hidden."""
    if acting.person_id is None:
        raise Hidden
    try:
        month = MonthConverter().to_python(subject)
    except ValueError:
        raise Hidden from None
    file = open_file(acting, acting.person_id, Purpose.EFFORTS, now=now)
    efforts = selectors.efforts_to_file(file, month, now=now)
    return Reading(
        purpose=Purpose.EFFORTS,
        title=_("Proof of job-search efforts: %(month)s") % {"month": formatting.month_and_year(month)},
        sections=tuple(_section(number, effort) for number, effort in enumerate(efforts, start=1)),
        declaration=declaration(),
        seen=selectors.fingerprint(efforts),
        due_on=selectors.due_on(file.file(), month),
        ready=bool(efforts),
        url=reverse("efforts:file", args=[month]),
    )


def _section(number: int, effort: Effort) -> Section:
    row = effort_row(facts_of(effort))
    return Section(
        step=str(effort.pk),
        title=f"{number}. {effort.company}, {effort.job_title}",
        rows=tuple(Row(field=name, question=question, answer=answer) for name, question, answer in effort_lines(row)),
    )
