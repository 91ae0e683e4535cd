"""What goes in and out as files."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.efforts import exporting, importing, presenters, selectors, services
from tandem.eservices.efforts.forms import ConfirmImportForm, ExportForm, ImportForm
from tandem.eservices.efforts.types import EffortFacts
from tandem.eservices.efforts.views.common import form_page, own_file
from tandem.foundation.clock import day_of, now
from tandem.foundation.formatting import month_and_year
from tandem.foundation.http.downloads import download
from tandem.foundation.months import following
from tandem.identity.access.types import Acting


@never_cache
@form_page
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste a table: it is read and shown, and nothing is noted yet."""
    acting = own_file(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            plan = importing.plan(form.cleaned_data["content"], today=day_of(now()), flaws=selectors.flaws)
        except importing.CannotBeRead as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return _show(request, acting, plan)
    return render(request, "efforts/bring.html", {"form": form, "back_url": reverse("efforts:months")})


def _show(request: HttpRequest, acting: Acting, plan: importing.Plan) -> HttpResponse:
    known = selectors.known_of(acting, plan.facts)
    context = {
        "plan": plan,
        "rows": presenters.planned_rows(plan.facts, known),
        "doubts": [(row.line, doubt) for row in plan.rows if (doubt := selectors.place_doubt(row.facts))],
        "known": sum(known),
        "late": selectors.number_late(acting, plan.facts, now=now()),
        "form": ConfirmImportForm(initial={"efforts": presenters.as_text(plan.facts), "leave_out": True}),
        "back_url": reverse("efforts:bring"),
    }
    return render(request, "efforts/bring_check.html", context)


@never_cache
@form_page
def bring_confirmed(request: HttpRequest) -> HttpResponse:
    """Note what was shown: all of it or nothing."""
    acting = own_file(request)
    form = ConfirmImportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("efforts:bring")
    try:
        plan = importing.plan(form.cleaned_data["efforts"].encode(), today=day_of(now()), flaws=selectors.flaws)
    except importing.CannotBeRead as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("efforts:bring")
    if plan.problems:
        return _show(request, acting, plan)
    noted = services.note_efforts(acting, all_facts=_wanted(acting, plan, form.cleaned_data["leave_out"]), now=now())
    words = ngettext(
        "%(count)s effort is noted. It is yours alone until you file it.",
        "%(count)s efforts are noted. They are yours alone until you file them.",
        len(noted),
    )
    messages.success(request, words % {"count": len(noted)})
    return redirect("efforts:months")


def _wanted(acting: Acting, plan: importing.Plan, leave_out: bool) -> list[EffortFacts]:
    if not leave_out:
        return plan.facts
    return [
        facts for facts, known in zip(plan.facts, selectors.known_of(acting, plan.facts), strict=True) if not known
    ]


@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Which months, which kind of file; with `kind`, the file itself."""
    acting = own_file(request)
    form = ExportForm(request.GET if "kind" in request.GET else None, initial={"month": request.GET.get("month", "")})
    form.offer(selectors.months_noted(acting))
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "back_url": reverse("efforts:months")}
        return render(request, "efforts/export.html", context, status=400 if form.is_bound else 200)
    month: datetime.date | None = form.cleaned_data["month"]
    moment = now()
    listed = selectors.listed(acting, since=month, until=following(month) if month else None)
    title = _("Job-search efforts, %(month)s") % {"month": month_and_year(month)} if month else _("Job-search efforts")
    kind = form.cleaned_data["kind"]
    make: dict[str, Any] = {
        "csv": lambda: exporting.as_csv(listed),
        "xlsx": lambda: exporting.as_workbook(listed),
        "json": lambda: exporting.as_json(listed),
        "pdf": lambda: exporting.as_pdf(listed, title=title, made_at=moment),
    }
    name = f"tandem-{month:%Y-%m}.{kind}" if month else f"tandem.{kind}"
    return download(make[kind](), name, exporting.CONTENT_TYPES[kind])
