"""The desk of the office: a person calls and ends a mandate, or brings a signed form."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity, Purpose
from tandem.identity.access.services import open_file
from tandem.identity.mandates import selectors, services
from tandem.identity.mandates.enums import IdentityCheck
from tandem.identity.mandates.forms import NumberForm, PhoneForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def desk(request: HttpRequest) -> HttpResponse:
    """Find a mandate by the number that the person reads out."""
    if request.acting.capacity is not Capacity.COUNSELLOR:  # type: ignore[attr-defined]
        raise Hidden
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["number"]
            person_id = selectors.person_of(number)
            open_file(request.acting, person_id, Purpose.MANDATES, now=now())  # type: ignore[attr-defined]
        except Hidden:
            message = _("No mandate with this number belongs to a person of your office.")
            form.add_error("number", forms.ValidationError(message))
        else:
            return redirect("mandates:desk_one", number)
    return render(request, "mandates/desk.html", {"form": form})


@never_cache
@form_page
def desk_one(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """End it because the person asked by phone, with how her voice was known."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.COUNSELLOR:
        raise Hidden
    file = open_file(acting, selectors.person_of(mandate_id), Purpose.MANDATES, now=moment)
    card = selectors.mandate_of(file, mandate_id, now=moment)
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check = IdentityCheck(form.cleaned_data["check"])
            services.end_by_phone(acting, mandate_id=mandate_id, check=check, now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The mandate has ended. It opens nothing any more. Tell the person so."))
            return redirect("mandates:desk")
    return render(request, "mandates/desk_one.html", {"card": card, "form": form})
