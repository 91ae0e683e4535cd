"""What the pages share."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tandem.eservices.efforts import presenters, rules
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.types import MonthSummary
from tandem.foundation.clock import now
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting

form_page = require_http_methods(["GET", "HEAD", "POST"])


def own_file(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.EFFORTS, now=now())  # type: ignore[attr-defined]


def file_of(request: HttpRequest, person_id: int) -> Acting:
    """For helpers only: what is noted and not filed is no business of an office. Raises Hidden."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    return open_file(acting, person_id, Purpose.EFFORTS, now=now())


def about(summary: MonthSummary) -> dict[str, Any]:
    """What every page about one month says."""
    return {
        "summary": summary,
        "month": summary.month,
        "colour": presenters.STATE_COLOURS[summary.state],
        "due_sentence": presenters.due_sentence(summary),
        "shift_sentence": presenters.shift_sentence(summary),
        "transmission_sentence": presenters.transmission_sentence(summary),
        "reduced_sentence": presenters.reduced_sentence(summary),
        "exemptions": presenters.exemption_rows(summary.exemptions),
        "target_sentence": presenters.target_sentence(summary.target),
        "missing_sentence": presenters.missing_sentence(summary),
    }


def hints(efforts: list[Effort], summary: MonthSummary, today: datetime.date) -> list[Any]:
    applications = [(effort.applied_on, effort.company, effort.job_title) for effort in efforts]
    return rules.hints(applications, month=summary.month, target=summary.expected, today=today)


def to_month(effort: Effort) -> HttpResponse:
    return redirect(month_url(effort))


def month_url(effort: Effort) -> str:
    return reverse("efforts:month", args=[month_of(effort.applied_on)])
