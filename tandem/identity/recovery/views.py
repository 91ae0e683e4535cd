from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting
from tandem.identity.factors.services import print_sheet
from tandem.identity.factors.types import NewList
from tandem.identity.people.selectors import contact_of, person_summary
from tandem.identity.recovery import letters, selectors, services
from tandem.identity.recovery.enums import Document, Lost
from tandem.identity.recovery.forms import DocumentForm, LostForm, StopForm
from tandem.identity.recovery.types import HandedOut


@never_cache
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page of the person's office: begin, complete, stop; print or post a list."""
    file = open_file(request.acting, person_id, Purpose.LOG_IN, now=now())  # type: ignore[attr-defined]
    if file.is_own_file:
        raise Hidden
    act = next((name for name in _ACTS if name in request.POST), "")
    waiting = selectors.waiting_for(file, now=now())
    form = _form(request, act, is_ready=waiting is not None and waiting.is_ready)
    if act and (not form.is_bound or form.is_valid()):
        try:
            return _do(request, file, act, form)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("recovery:desk", person_id)
    return render(request, "recovery/desk.html", {"person": person_summary(file), "waiting": waiting, "form": form})


_ACTS: dict[str, Callable[[Acting, forms.Form], HandedOut | NewList | None]] = {
    "begin": lambda file, form: services.begin(file, document=Document(form.cleaned_data["document"]), now=now()),
    "hand_out": lambda file, form: services.hand_out_list(
        file, document=Document(form.cleaned_data["document"]), now=now()
    ),
    "complete": lambda file, form: services.complete(file, lost=Lost(form.cleaned_data["lost"]), now=now()),
    "stop": lambda file, _form: services.stop_at_desk(file, now=now()),
    "post": lambda file, _form: services.post_list(file, now=now()),
}


def _form(request: HttpRequest, act: str, *, is_ready: bool) -> forms.Form:
    """What the desk says: what was lost, to complete; which document it saw, to begin or to print a first list."""
    if act == "complete" or (is_ready and not act):
        return LostForm(request.POST if act else None)
    return DocumentForm(request.POST if act in {"begin", "hand_out"} else None)


def _do(request: HttpRequest, file: Acting, act: str, form: forms.Form) -> HttpResponse:
    done = _ACTS[act](file, form)
    contact = contact_of(file.file(Purpose.LOG_IN))
    if isinstance(done, HandedOut):
        with override(contact.language):
            page = request.build_absolute_uri(reverse("accounts:paper_code"))
        return download(letters.handed_out(contact, done, page=page), "tandem-codes.pdf")
    if isinstance(done, NewList):
        with override(contact.language):
            return download(print_sheet(contact.name, done), "tandem-codes.pdf")
    messages.success(request, _("It is done. The person is told of it."))
    return redirect("recovery:desk", file.person_id)


@require_POST
def stop_own(request: HttpRequest) -> HttpResponse:
    """From one's own page, with one's own session."""
    try:
        services.stop_own(request.acting, now=now())  # type: ignore[attr-defined]
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("It is stopped. Nobody gets a new way to log in. Your own ways go on working."))
    return redirect("factors:index")


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """With the code of the notice, for whoever cannot log in."""
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.stop_by_code(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                address=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
        else:
            messages.success(
                request, _("It is stopped. Nobody gets a new way to log in. Tell your office what happened.")
            )
            return redirect("account_login")
    return render(request, "recovery/stop.html", {"form": form})
