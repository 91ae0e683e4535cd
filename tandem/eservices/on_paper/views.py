"""Printing a form for oneself; and the desk that prints, reads and types for others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.eservices.on_paper import selectors, services
from tandem.eservices.on_paper.forms import PrintForm, ReceivedForm, Typing, with_one_more
from tandem.eservices.on_paper.types import Printed
from tandem.eservices.procedures.selectors import draft_of
from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def print_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take a begun form home on paper."""
    acting = request.acting  # type: ignore[attr-defined]
    sheet = draft_of(acting, draft_id, now=now())
    context: dict[str, Any] = {"procedure": sheet.procedure, "addresses": selectors.addresses_for(sheet)}
    if request.method == "POST":
        try:
            language = Language(get_language() or "de")
            return _sheet(services.print_sheet(acting, draft_id=draft_id, language=language, now=now()))
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
    return render(request, "on_paper/print.html", context)


@never_cache
@form_page
def print_blank(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    """A month on paper: of what has pages of its own on screen."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    offered = selectors.offered_on_paper(acting, key, subject, now=moment)
    if request.method == "POST":
        try:
            language = Language(get_language() or "de")
            return _sheet(services.print_blank(acting, key=key, subject=subject, language=language, now=moment))
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
    return render(request, "on_paper/print.html", {"procedure": offered.procedure, "addresses": offered.addresses})


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What came in on paper and waits for somebody to type it."""
    lines = selectors.queue(request.acting, now=now())  # type: ignore[attr-defined]
    return render(request, "on_paper/queue.html", {"lines": lines})


@never_cache
@form_page
def print_at_desk(request: HttpRequest) -> HttpResponse:
    """A form for somebody who comes without phone or account."""
    acting = request.acting  # type: ignore[attr-defined]
    form = PrintForm(request.POST or None, procedures=selectors.procedures_for(acting))
    if request.method == "POST" and form.is_valid():
        try:
            return _sheet(services.print_at_desk(acting, **form.cleaned_data, now=now()))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    return render(request, "on_paper/print_at_desk.html", {"form": form, "back_url": reverse("on_paper:queue")})


@never_cache
@form_page
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The pictures of one sheet, and its questions beside them."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    desk = selectors.desk_of(acting, sheet_id, now=moment)
    longer = with_one_more(request.POST)
    typing, received = Typing(desk, longer or request.POST or None), ReceivedForm(request.POST or None)
    context: dict[str, Any] = {"conflicts": ()}
    if request.method == "POST" and not longer and received.is_valid():
        files = "file" in request.POST
        if files and received.cleaned_data["received_on"] is None:
            received.add_error("received_on", _("Enter the day of the postmark, or the day at the counter."))
        try:
            done = services.type_sheet(
                acting,
                sheet_id=sheet_id,
                values=typing.values,
                received_on=received.cleaned_data.get("received_on") if files else None,
                is_signed=bool(received.cleaned_data["is_signed"]),
                site=request.build_absolute_uri("/").rstrip("/"),
                now=moment,
            )
        except Refusal as refusal:
            received.add_error(None, str(refusal.message))
        else:
            if done.receipt:
                messages.success(request, _("The form is filed. The person gets her receipt on her own channel."))
                return redirect("on_paper:queue")
            if not files and not done.conflicts:
                messages.success(request, _("What you typed is kept. The form is not filed yet."))
                return redirect("on_paper:queue")
            context["conflicts"] = [desk.sheet.procedure.fields[one.field].label for one in done.conflicts]
    context |= {
        "desk": desk,
        "person": desk.sheet.person,
        "procedure": desk.sheet.procedure,
        "typing": typing,
        "received": received,
        "all_forms": [form for _title, form in typing.forms] if request.method == "POST" and not longer else [],
        "form": received,
        "back_url": reverse("on_paper:queue"),
    }
    return render(request, "on_paper/sheet.html", context)


@never_cache
@require_safe
def picture(request: HttpRequest, sheet_id: int, scan_id: int) -> HttpResponse:
    """One page as it came in."""
    content = selectors.picture_of(request.acting, sheet_id, scan_id, now=now())  # type: ignore[attr-defined]
    return HttpResponse(content, content_type="image/jpeg", headers={"Content-Disposition": "inline"})


def _sheet(printed: Printed) -> HttpResponse:
    return download(printed.content, f"tandem-{printed.code}.pdf")
