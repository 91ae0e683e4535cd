"""The helper's pages: the reason, what was asked and what came of it, and the ways to a yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.assistance.confirmations import presenters, printing, selectors, services
from tandem.assistance.confirmations.enums import Outcome
from tandem.assistance.confirmations.forms import ReasonForm, SignForm
from tandem.assistance.sessions.selectors import ways_to_prove
from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import InPlaceReason, Purpose, Reach
from tandem.identity.access.services import open_file
from tandem.identity.factors.registry import is_about_proof, signs
from tandem.identity.factors.services import ask_signature, send_signed
from tandem.identity.people.selectors import names_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
@signs
def ask(request: HttpRequest, person_id: int, kind: str, subject: str) -> HttpResponse:
    """Why alone: one question, then the person is asked; or, signed, it is sent where the mandate says so."""
    moment, acting = now(), request.acting  # type: ignore[attr-defined]
    file, prepared = selectors.what_would_be_sent(acting, kind, subject, person_id, now=moment)
    at_once = file.authority.reach is Reach.SEND
    form = ReasonForm(request.POST or None, signature=ask_signature(file, now=moment) if at_once else None)
    act = send_signed(
        file,
        lambda signed: services.ask(
            signed,
            kind=kind,
            subject=subject,
            person_id=person_id,
            reason=InPlaceReason(form.cleaned_data["reason"]),
            now=moment,
        ),
        request=request,
        form=form,
        now=moment,
    )
    if act:
        said = _("The person is asked. Nothing is sent before her yes.") if act.is_open else _("It is sent.")
        messages.success(request, said)
        return redirect("confirmations:one", act.pk)
    context = {
        "form": form,
        "title": presenters.called(kind, subject),
        "person": names_of([person_id])[person_id],
        "text": prepared.text,
        "at_once": at_once,
    }
    return render(request, "confirmations/ask.html", context)


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Everything that the helper has asked, what waits first."""
    rows = presenters.listed(selectors.asked_by(request.acting), now=now())  # type: ignore[attr-defined]
    return render(request, "confirmations/asked.html", {"rows": rows})


@never_cache
@require_safe
def one(request: HttpRequest, act_id: int) -> HttpResponse:
    """One of them, with the ways to a yes."""
    moment, acting = now(), request.acting  # type: ignore[attr-defined]
    act = selectors.one_asked(acting, act_id)
    open_file(acting, act.person_id, Purpose(act.purpose), now=moment)
    context = {
        **presenters.card_of_helper(act, now=moment),
        "person": act.person.name,
        "history": presenters.history(act),
    }
    return render(request, "confirmations/one.html", context)


@require_POST
def ask_by_sms(request: HttpRequest, act_id: int) -> HttpResponse:
    return _do(
        request,
        act_id,
        lambda acting, moment: services.ask_by_sms(acting, act_id=act_id, now=moment),
        _("The question was sent to the person's phone. Her answer will stand here."),
    )


@require_POST
def take_back(request: HttpRequest, act_id: int) -> HttpResponse:
    return _do(
        request,
        act_id,
        lambda acting, moment: services.take_back(acting, act_id=act_id, now=moment),
        _("You no longer ask for it. The form stays as it is."),
    )


@never_cache
@require_POST
def sheet(request: HttpRequest, act_id: int) -> HttpResponse:
    """The sheet to sign. Printed again, it bears the same code and the same text."""
    act = services.note_printed(request.acting, act_id=act_id, now=now())  # type: ignore[attr-defined]
    address = request.build_absolute_uri(f"{reverse('confirmations:paper')}?code={act.paper_code}")
    return download(printing.sheet(act, address=address), f"yes-{act.pk}.pdf", inline=True)


@never_cache
@sensitive_post_parameters("code")
@form_page
def together(request: HttpRequest, act_id: int) -> HttpResponse:
    """At a visit, in a session: both read the text, and she signs with a code of hers."""
    moment, acting = now(), request.acting  # type: ignore[attr-defined]
    act = selectors.one_asked(acting, act_id)
    open_file(acting, act.person_id, Purpose(act.purpose), now=moment)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            outcome = services.confirm_together(
                acting, act_id=act_id, seen=said["seen"], code=said["code"], now=moment
            )
        except Refusal as refusal:
            form.add_error("code" if is_about_proof(refusal) else None, str(refusal.message))
        else:
            say = messages.success if outcome is Outcome.SENT else messages.warning
            say(request, str(outcome.label))
            return redirect("confirmations:one", act_id)
    form.fields["code"].help_text = ways_to_prove(act.person_id)["hint"]
    in_session = selectors.session_beside(acting, act, now=moment) is not None
    context = {**presenters.card_of_helper(act, now=moment), "form": form, "in_session": in_session}
    return render(request, "confirmations/together.html", context)


def _do(request: HttpRequest, act_id: int, verb: Any, sentence: str) -> HttpResponse:
    try:
        verb(request.acting, now())  # type: ignore[attr-defined]
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, sentence)
    return redirect("confirmations:one", act_id)
