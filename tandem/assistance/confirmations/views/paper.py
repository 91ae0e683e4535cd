"""A signed sheet is typed in: by the helper who asked, or at the desk that the form is for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.assistance.confirmations import services
from tandem.assistance.confirmations.enums import Outcome
from tandem.foundation.clock import now
from tandem.foundation.forms.signed import SignedSheetForm
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity

_TAKERS = (Capacity.HELPER, Capacity.COUNSELLOR, Capacity.FUND_OFFICER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Nothing of the person stands on this page: who has the sheet in hand knows."""
    acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity not in _TAKERS:
        raise Hidden
    form = SignedSheetForm(
        request.POST or None, request.FILES or None, initial={"code": request.GET.get("code", "")[:30]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            act, outcome = services.note_paper(
                acting,
                code=form.cleaned_data["code"],
                signed_on=form.cleaned_data["signed_on"],
                scan=form.cleaned_data["scan"],
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            if outcome is Outcome.SENT and act.receipt is not None:
                number = {"number": act.receipt.number}
                messages.success(request, _("It is sent. The receipt has the number %(number)s.") % number)
            else:
                messages.warning(request, str(outcome.label))
            return redirect("confirmations:paper")
    return render(request, "confirmations/paper.html", {"form": form, "is_helper": acting.capacity is Capacity.HELPER})
