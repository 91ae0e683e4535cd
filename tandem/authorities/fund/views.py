"""The fund's desk. Its list opens no file; each file is opened through the gate, and the person sees it."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.authorities.fund import presenters, selectors, services
from tandem.authorities.fund.enums import Show
from tandem.authorities.fund.forms import ExceptionForm, MissingForm, RuleForm, TurnDownForm
from tandem.eservices.certificates.selectors import stated_in
from tandem.eservices.declarations import services as declarations
from tandem.eservices.declarations.selectors import forms_received, incapacities_of, notices_received, papers_of
from tandem.eservices.declarations.services import note_paper, set_opening_exception, set_opening_rule
from tandem.foundation.clock import day_of, now
from tandem.foundation.http.asked import choice, month_in
from tandem.foundation.months import following, month_of, preceding
from tandem.foundation.refusals import Hidden, Refusal, UnknownValue
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.people.selectors import person_summary

# What funds usually give; the officer writes another day.
USUAL_LIMIT = datetime.timedelta(days=10)


def _open(request: HttpRequest, person_id: int, purpose: Purpose = Purpose.MONTHLY_FORM) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    # The person and her helper may open this file, but not at this desk.
    if acting.capacity is not Capacity.FUND_OFFICER:
        raise Hidden
    return open_file(acting, person_id, purpose, now=now())


@never_cache
@require_safe
def insured(request: HttpRequest) -> HttpResponse:
    """All insured persons of one month, the day's duties on top."""
    moment = now()
    last_month = preceding(month_of(day_of(moment)))
    month, show, unknown = last_month, Show.ALL, None
    try:
        month = month_in(request, last_month)
        show = choice(Show, request, "show", Show.ALL)
    except UnknownValue as refusal:
        unknown = refusal
    found = selectors.insured_in(request.acting, month=month, show=show, now=moment)  # type: ignore[attr-defined]
    page, rows = presenters.rows(found, request.GET.get("page", "1"))
    context = {
        "found": found,
        "page": page,
        "rows": rows,
        "filters": presenters.filters(found),
        "neighbours": presenters.neighbours(found),
        "duties": presenters.duties(found),
        "address": presenters.address(found.month, found.show),
        "unknown": unknown,
    }
    return render(request, "fund/insured.html", context, status=400 if unknown else 200)


@never_cache
@require_safe
def form(request: HttpRequest, person_id: int, month: datetime.date) -> HttpResponse:
    """What one person filed for one month, with what employers certified; read only."""
    acting = _open(request, person_id)
    filings, papers = forms_received(acting, month), papers_of(acting, month)
    context = {
        "person": person_summary(acting),
        "month": month,
        "filings": filings,
        "check": selectors.check_of(acting, filings[0].filing_id) if filings else None,
        "papers": papers,
        "is_missing": any(not paper.is_here for paper in papers),
        "certificates": stated_in(acting, month),
        "before": reverse("fund:form", args=[person_id, preceding(month)]),
        "after": reverse("fund:form", args=[person_id, following(month)]),
    }
    return render(request, "fund/form.html", context)


@require_POST
def checked(request: HttpRequest, person_id: int, month: datetime.date) -> HttpResponse:
    """Note that the form was read and checked."""
    typed = request.POST.get("filing", "")
    if not typed.isdecimal():
        raise Hidden
    try:
        services.check_form(_open(request, person_id), month=month, filing_id=int(typed), now=now())
    except services.ChangedMeanwhile as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Noted. The person sees that her form was checked."))
    return redirect("fund:form", person_id, month)


@require_POST
def paper(request: HttpRequest, person_id: int, month: datetime.date, paper_id: int) -> HttpResponse:
    """Note that a paper has come, or take that back."""
    is_here = request.POST.get("is_here") == "yes"
    note_paper(_open(request, person_id), paper_id=paper_id, is_here=is_here, now=now())
    messages.success(request, _("The paper is here.") if is_here else _("The paper counts as missing again."))
    return redirect("fund:form", person_id, month)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_papers(request: HttpRequest, person_id: int, month: datetime.date) -> HttpResponse:
    """Ask the person for what her form still misses, by a day."""
    acting = _open(request, person_id)
    missing = [paper for paper in papers_of(acting, month) if not paper.is_here]
    form = MissingForm(request.POST or None, initial={"by": day_of(now()) + USUAL_LIMIT})
    if request.method == "POST" and form.is_valid():
        try:
            declarations.ask_for_papers(acting, month=month, by=form.cleaned_data["by"], now=now())
        except Refusal as refusal:
            form.add_error("by", str(refusal.message))
        else:
            messages.success(request, _("The person is told what is missing, and by when."))
            return redirect("fund:form", person_id, month)
    context = {"form": form, "person": person_summary(acting), "month": month, "missing": missing}
    return render(request, "fund/ask_for_papers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn_down_paper(request: HttpRequest, person_id: int, month: datetime.date, paper_id: int) -> HttpResponse:
    """Say that what was handed in is not the paper asked for: why, and by when the right one is wanted."""
    acting = _open(request, person_id)
    found = next((one for one in papers_of(acting, month) if one.paper_id == paper_id and one.handed_in_on), None)
    if found is None:
        raise Hidden
    form = TurnDownForm(request.POST or None, initial={"by": day_of(now()) + USUAL_LIMIT})
    if request.method == "POST" and form.is_valid():
        try:
            declarations.turn_down_paper(acting, month=month, paper_id=paper_id, **form.cleaned_data, now=now())
        except declarations.LimitTooShort as refusal:
            form.add_error("by", str(refusal.message))
        except Refusal as refusal:
            form.add_error("reason", str(refusal.message))
        else:
            messages.success(request, _("The person is told why, and by when the right paper is wanted."))
            return redirect("fund:form", person_id, month)
    context = {"form": form, "person": person_summary(acting), "month": month, "paper": found}
    return render(request, "fund/turn_down_paper.html", context)


@never_cache
@require_safe
def incapacity(request: HttpRequest, person_id: int) -> HttpResponse:
    """What one person reported of days on which she could not work."""
    acting = _open(request, person_id, Purpose.INCAPACITY)
    context = {
        "person": person_summary(acting),
        "spells": incapacities_of(acting),
        "filings": notices_received(acting),
        "back_url": reverse("fund:form", args=[person_id, preceding(month_of(day_of(now())))]),
    }
    return render(request, "declarations/incapacity_received.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """From which day of a month on the fund takes the form."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    found = selectors.opening(acting)
    form = RuleForm(request.POST or None, initial={"day": found.day})
    if request.method == "POST" and form.is_valid():
        set_opening_rule(acting, day=form.cleaned_data["day"], now=now())
        messages.success(request, _("Saved. Every month without an exception opens on this day."))
        return redirect("fund:opening")
    return render(request, "fund/opening.html", {"form": form, "opening": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opening_exception(request: HttpRequest) -> HttpResponse:
    """Another day for one month."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    selectors.opening(acting)
    form = ExceptionForm(request.POST or None, today=day_of(now()))
    if request.method == "POST" and form.is_valid():
        try:
            set_opening_exception(acting, **form.cleaned_data, now=now())
        except Refusal as refusal:
            form.add_error("opens_on", str(refusal.message))
        else:
            messages.success(request, _("Saved. This month opens on the day that you wrote."))
            return redirect("fund:opening")
    return render(request, "fund/opening_exception.html", {"form": form})
