from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import day_of, now
from tandem.foundation.http.address import client_address
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.activation import presenters, selectors, services
from tandem.identity.activation.forms import ActivationForm, ContestForm


@never_cache
@sensitive_post_parameters("person_number")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Who are you? The office's number and the date of birth join the account and the file."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    moment = now()
    if acting.person_id is not None:
        return redirect("activation:entries")
    form = ActivationForm(request.POST or None, today=day_of(moment))
    if request.method == "POST" and form.is_valid():
        try:
            services.activate(acting, **form.cleaned_data, address=client_address(request), now=moment)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your file is open to you now."))
            return redirect("activation:entries")
    return render(request, "activation/begin.html", {"form": form})


@never_cache
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """All that stood in the file before she came, each to accept or to contest."""
    listed = presenters.listed(selectors.entries(_file(request)))
    waiting = [row for row in listed if row.is_open]
    return render(request, "activation/entries.html", {"listed": listed, "waiting": waiting})


@require_POST
def accept(request: HttpRequest, entry_id: int) -> HttpResponse:
    """This entry is right."""
    try:
        services.accept_entry(_file(request), entry_id=entry_id, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("activation:entries")


@require_POST
def accept_the_rest(request: HttpRequest) -> HttpResponse:
    """Everything on the page that she has not answered is right."""
    shown = [int(number) for number in request.POST.getlist("entry") if number.isascii() and number.isdigit()]
    services.accept_the_rest(_file(request), entry_ids=shown, now=now())
    return redirect("activation:entries")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, entry_id: int) -> HttpResponse:
    """This entry is wrong, and what is wrong with it."""
    file = _file(request)
    row = selectors.entry(file, entry_id)
    if row is None:
        raise Hidden
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.contest_entry(file, entry_id=entry_id, reason=form.cleaned_data["reason"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your office is told that this is wrong. You see its answer here."))
            return redirect("activation:entries")
    return render(request, "activation/contest.html", {"form": form, "entry": row})


def _file(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.PERSONAL_DATA, now=now())  # type: ignore[attr-defined]
