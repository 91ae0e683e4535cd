"""Helping somebody without an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.organisations import selectors, services
from tandem.identity.organisations.forms import HelpForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def i_help(request: HttpRequest) -> HttpResponse:
    """Say that one helps, as a volunteer or as a relative or friend."""
    acting = request.acting  # type: ignore[attr-defined]
    profile = selectors.own_profile(acting)
    form = HelpForm(request.POST or None, initial={"kind": profile.kind if profile else None})
    if request.method == "POST" and form.is_valid():
        try:
            services.begin_helping(acting, kind=form.cleaned_data["kind"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request, _("Thank you. You can act as a helper now. Each person decides what you may do.")
            )
            return redirect("organisations:i_help")
    return render(request, "organisations/i_help.html", {"form": form, "profile": profile})


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Help again after the access was put to rest."""
    services.resume_helping(request.acting, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("You can act as a helper again."))
    return redirect("organisations:i_help")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Help nobody any more."""
    services.end_helping(request.acting, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("You help nobody on your own any more. No file is open to you as a helper."))
    return redirect("organisations:i_help")
