"""What is open to whoever holds the paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.refusals import Refusal
from tandem.identity.mandates import selectors, services
from tandem.identity.mandates.forms import SlipForm


@login_not_required
@never_cache
@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR on a mandate's paper leads to: genuine or not, in force or not. It names nobody."""
    found = selectors.with_paper(code)
    context: dict[str, Any] = {"code": code, "found": found is not None}
    if found:
        text, state = found
        context |= {"text": text, "state": state, "is_genuine": selectors.is_genuine(text)}
    return render(request, "mandates/proof.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """End a mandate with the code on its paper and the date of birth: no account, no phone."""
    form = SlipForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_by_slip(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                birth_date=form.cleaned_data["birth_date"],
                address=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The mandate has ended. It opens nothing any more."))
            return redirect("mandates:slip")
    return render(request, "mandates/slip.html", {"form": form})
