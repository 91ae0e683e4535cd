import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending import selectors as sending
from tandem.foundation.sending.enums import Kind
from tandem.foundation.sending.services import receive_sms, refuse_sms, retry
from tandem.portals.demo import tour, ways_in
from tandem.portals.demo.people import NEWCOMER, PASSWORD, PERSONAS

NEWEST = 20


@login_not_required
@require_safe
@never_cache
def personas(request: HttpRequest) -> HttpResponse:
    """Who can be tried, and what each would type to log in."""
    moment = now()
    rows = [{"persona": persona, "code": ways_in.code_now(persona, now=moment)} for persona in PERSONAS]
    return render(request, "demo/personas.html", {"rows": rows, "password": PASSWORD, "newcomer": NEWCOMER})


@login_not_required
@require_safe
def guided_tour(request: HttpRequest) -> HttpResponse:
    """One assisted month, stop by stop."""
    return render(request, "demo/tour.html", {"stops": tour.STOPS, "password": PASSWORD})


@login_not_required
@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """What would have been sent, the newest first; and what was not."""
    return render(
        request,
        "demo/outbox.html",
        {
            "unsettled": sending.unsettled(NEWEST),
            "kinds": [(kind, sending.carried(kind, NEWEST)) for kind in Kind],
            "refuses_sms": sending.refuses_sms(),
        },
    )


@login_not_required
@require_safe
@never_cache
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A letter as it would have been printed."""
    pdf = sending.letter(str(key))
    if pdf is None:
        raise Http404
    return HttpResponse(pdf, content_type="application/pdf")


@login_not_required
@require_POST
def send_again(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    try:
        retry(outgoing_id, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The message is on its way again."))
    return redirect("demo:outbox")


@login_not_required
@require_POST
def let_sms_fail(request: HttpRequest) -> HttpResponse:
    """So that one sees what people see when a message cannot be sent."""
    refuse_sms(refuse=request.POST.get("fail") == "1")
    return redirect("demo:outbox")


@login_not_required
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer an SMS as the person would on her phone."""
    receive_sms(sender=request.POST.get("sender", ""), text=request.POST.get("text", ""), now=now())
    messages.success(request, _("Your answer has arrived. If there is a reply, it is here in a moment."))
    return redirect("demo:outbox")
