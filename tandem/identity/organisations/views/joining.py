"""Ways into an organisation: an invitation, or the code that went to a company by letter."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.forms import CodeForm, LicenceNumberForm, UidForm
from tandem.identity.organisations.models import Membership

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@sensitive_post_parameters("code")
@form_page
def accept(request: HttpRequest) -> HttpResponse:
    """The invitations that lie in one's account, and the field for a code."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joined = services.accept_with_code(acting, code=form.cleaned_data["code"], now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return _welcome(request, joined)
    invitations = selectors.invitations_for(acting, now=moment)
    return render(request, "organisations/accept.html", {"form": form, "invitations": invitations})


@require_POST
def accept_in_account(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Yes to an invitation that lies in one's account."""
    acting = request.acting  # type: ignore[attr-defined]
    try:
        joined = services.accept_in_account(acting, invitation_id=invitation_id, now=now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("organisations:accept")
    return _welcome(request, joined)


@never_cache
@form_page
def company(request: HttpRequest) -> HttpResponse:
    """Ask for a letter to one's company."""

    def ask(form: forms.Form) -> None:
        services.request_company_code(request.acting, uid=form.cleaned_data["uid"], now=now())  # type: ignore[attr-defined]

    return _ask(request, UidForm(request.POST or None), ask, "organisations/company.html")


@never_cache
@form_page
def agency(request: HttpRequest) -> HttpResponse:
    """Ask for a letter to one's agency."""

    def ask(form: forms.Form) -> None:
        acting, number = request.acting, form.cleaned_data["licence_number"]  # type: ignore[attr-defined]
        services.request_agency_code(acting, licence_number=number, now=now())

    return _ask(request, LicenceNumberForm(request.POST or None), ask, "organisations/agency.html")


@never_cache
@sensitive_post_parameters("code")
@form_page
def access_code(request: HttpRequest) -> HttpResponse:
    """The code from the letter."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = services.enter_access_code(acting, code=form.cleaned_data["code"], now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            words = {"organisation": organisation.name}
            messages.success(request, _("You are a manager of %(organisation)s now. Invite your colleagues.") % words)
            return redirect("organisations:accept")
    context = {"form": form, "back_url": reverse("organisations:company")}
    return render(request, "organisations/access_code.html", context)


def _ask(request: HttpRequest, form: forms.Form, ask: Callable[[forms.Form], None], template: str) -> HttpResponse:
    """The same answer whoever asks, for whichever company it is."""
    if request.method == "POST" and form.is_valid():
        try:
            ask(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return render(request, "organisations/letter_sent.html")
    return render(request, template, {"form": form})


def _welcome(request: HttpRequest, joined: Membership) -> HttpResponse:
    words = {"organisation": joined.organisation.name}
    messages.success(request, _("Welcome. You work for %(organisation)s from now on.") % words)
    return redirect("organisations:accept")
