"""The person asks her employers; an employer comes in with a code and states what was worked and paid."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.eservices.certificates import payload as payloads
from tandem.eservices.certificates import presenters, selectors, services
from tandem.eservices.certificates.forms import AskEmployer, CertificateForm, CodeForm
from tandem.eservices.certificates.types import EmployerView
from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import signs
from tandem.identity.factors.services import ask_signature, send_signed

form_page = require_http_methods(["GET", "HEAD", "POST"])
# The session of a visitor holds which request his code has opened; the code itself is kept nowhere.
_OPENED = "certificates.request"


def _own(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.MONTHLY_FORM, now=now())  # type: ignore[attr-defined]


@never_cache
@require_safe
def month(request: HttpRequest, month: datetime.date) -> HttpResponse:
    """Who was asked for this month, and what came back."""
    rows = selectors.requests_of_month(_own(request), month, now=now())
    lines = [{"line": row, "colour": presenters.COLOURS[row.state]} for row in rows]
    return render(request, "certificates/month.html", {"month": month, "rows": lines})


@never_cache
@form_page
@signs
def ask(request: HttpRequest, month: datetime.date) -> HttpResponse:
    """Ask one employer. The code shows on the answer and nowhere else, so there is no way back to it."""
    acting, moment = _own(request), now()
    # A form that names the employer hands the name on by POST: it has no place in an address.
    is_sent = request.method == "POST" and "prefill" not in request.POST
    start = {"employer": request.POST.get("employer", ""), "language": request.LANGUAGE_CODE}
    signature = ask_signature(acting, now=moment)
    form = AskEmployer(request.POST if is_sent else None, initial=start, signature=signature)
    address = request.build_absolute_uri(reverse("certificates:enter"))
    asked = send_signed(
        acting,
        lambda signed: services.ask_employer(signed, month=month, address=address, now=moment, **form.facts),
        request=request,
        form=form,
        now=moment,
    )
    if asked:
        facts = {"month": month, "asked": asked, "address": address, **form.facts}
        return render(request, "certificates/asked.html", facts)
    return render(request, "certificates/ask.html", {"month": month, "form": form})


@never_cache
@require_safe
def one(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request, with what the employer stated."""
    line = selectors.request_of(_own(request), request_id, now=now())
    facts = payloads.lines(line.payload) if line.payload else []
    return render(
        request,
        "certificates/one.html",
        {"line": line, "facts": facts, "colour": presenters.COLOURS[line.state], "open": presenters.is_open(line)},
    )


@require_POST
def withdraw(request: HttpRequest, request_id: int) -> HttpResponse:
    acting = _own(request)
    line = selectors.request_of(acting, request_id, now=now())
    try:
        services.withdraw_request(acting, request_id=request_id, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The request is taken back. The code opens nothing any more."))
    return redirect("certificates:month", line.month)


@login_not_required
@never_cache
@form_page
def enter(request: HttpRequest) -> HttpResponse:
    """An employer enters the code of his e-mail or sheet. A script takes it from behind the "#" of the link."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[_OPENED] = services.open_request(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                source=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return redirect("certificates:state")
    return render(request, "certificates/enter.html", {"form": form})


@login_not_required
@never_cache
@form_page
def state(request: HttpRequest) -> HttpResponse:
    """The employer's form. What was typed is kept, also when something is wrong in it."""
    view = _opened(request)
    if view.receipt:
        return redirect("certificates:sent")
    if request.method != "POST":
        # As typed, with what is wrong in it said, once something was typed.
        return _form_page(request, view, CertificateForm(view.typed or None, month=view.month))
    form = CertificateForm(request.POST, month=view.month)
    typed = {name: str(value) for name, value in request.POST.items() if name in form.data_names()}
    try:
        services.keep_typed(request.acting, request_id=view.request_id, typed=typed, now=now())  # type: ignore[attr-defined]
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    if form.is_valid():
        return redirect("certificates:check")
    return _form_page(request, view, form)


@login_not_required
@never_cache
@form_page
def check(request: HttpRequest) -> HttpResponse:
    """A last look at everything, then it is sent."""
    view = _opened(request)
    if view.receipt:
        return redirect("certificates:sent")
    form = CertificateForm(view.typed, month=view.month)
    if not form.is_valid():
        return redirect("certificates:state")
    refused = ""
    if request.method == "POST":
        try:
            services.send_certificate(
                request.acting,  # type: ignore[attr-defined]
                request_id=view.request_id,
                cleaned=form.cleaned_data,
                now=now(),
            )
        except Refusal as refusal:
            refused = str(refusal.message)
        else:
            return redirect("certificates:sent")
    stated = payloads.payload_of(form.cleaned_data, month=view.month, employer=view.employer, person=view.person)
    return render(
        request, "certificates/check.html", {"view": view, "facts": payloads.lines(stated), "refused": refused}
    )


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    view = _opened(request)
    if not view.receipt:
        return redirect("certificates:state")
    return render(request, "certificates/sent.html", {"view": view})


def _opened(request: HttpRequest) -> EmployerView:
    """What the code of this session opened. Raises Hidden without one."""
    opened: Any = request.session.get(_OPENED)
    if not isinstance(opened, int):
        raise Hidden
    return selectors.for_employer(opened)


def _form_page(request: HttpRequest, view: EmployerView, form: CertificateForm) -> HttpResponse:
    return render(request, "certificates/state.html", {"view": view, "form": form, "weeks": list(form.weeks())})
