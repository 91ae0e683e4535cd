"""Calculators: without log-in, and nothing is kept. Answers are posted, so that none stands in an address."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.eservices.entitlement import presenters, registry
from tandem.eservices.entitlement.forms import EarningsForm, ExpectForm
from tandem.foundation.clock import now, today

ANSWERS = {True: "yes", False: "no"}

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_not_required
@form_page
def expect(request: HttpRequest) -> HttpResponse:
    """What one may expect from the insurance, each figure with its reason."""
    if request.method == "POST":
        form = ExpectForm(request.POST)
        answer = presenters.expectation(form.situation()) if form.is_valid() else {}
    else:
        form, answer = ExpectForm(initial=_known(request)), {}
    return render(request, "entitlement/expect.html", {"form": form, **answer})


@never_cache
@login_not_required
@form_page
def earnings(request: HttpRequest) -> HttpResponse:
    """What the fund adds to earnings of one month."""
    months = presenters.month_choices(today())
    if request.method == "POST":
        form = EarningsForm(request.POST, months=months)
        answer = presenters.earnings(form.cleaned_data) if form.is_valid() else {}
    else:
        form = EarningsForm(months=months, initial={"month": months[1][0], **_known(request)})
        answer = {}
    return render(request, "entitlement/earnings.html", {"form": form, **answer})


@login_not_required
@require_safe
def amounts(request: HttpRequest) -> HttpResponse:
    """The amounts of the law and their time."""
    return render(request, "entitlement/amounts.html", {"amounts": presenters.amounts(get_language() or "fr")})


def _known(request: HttpRequest) -> dict[str, Any]:
    known = registry.known_about(request.acting, now=now())  # type: ignore[attr-defined]
    return {name: ANSWERS.get(value, value) if isinstance(value, bool) else value for name, value in known.items()}
