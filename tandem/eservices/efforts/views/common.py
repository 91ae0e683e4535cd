"""What the pages share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tandem.eservices.efforts.models import Effort
from tandem.foundation.clock import now
from tandem.foundation.months import month_of
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting

form_page = require_http_methods(["GET", "HEAD", "POST"])


def own_file(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.EFFORTS, now=now())  # type: ignore[attr-defined]


def to_month(effort: Effort) -> HttpResponse:
    return redirect(month_url(effort))


def month_url(effort: Effort) -> str:
    return reverse("efforts:month", args=[month_of(effort.applied_on)])
