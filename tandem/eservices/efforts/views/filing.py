"""Handing in a month, and its receipt: on the person's own pages, and beside her helper at his screen."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.efforts import pdf, presenters, rules, selectors, services
from tandem.eservices.efforts.forms import FileForm
from tandem.eservices.efforts.models import facts_of
from tandem.eservices.efforts.views.common import about, file_of, form_page, hints, own_file
from tandem.facilities.receipts.rules import proof_file
from tandem.foundation.clock import day_of, now
from tandem.foundation.http.downloads import download
from tandem.foundation.languages import Language
from tandem.foundation.months import month_of
from tandem.foundation.refusals import Hidden
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import signs
from tandem.identity.factors.services import ask_signature, send_signed


@never_cache
@form_page
@signs
def file(request: HttpRequest, month: datetime.date) -> HttpResponse:
    """Check the answers, then file them: signed, in a session."""
    acting = own_file(request)
    form = FileForm(request.POST or None, signature=ask_signature(acting, now=now()))
    return _file(request, acting, month, form)


@never_cache
@form_page
@signs
def file_for(request: HttpRequest, person_id: int, month: datetime.date) -> HttpResponse:
    """The same at a helper's screen, where the person sits beside him and signs. Nobody else files it here."""
    acting = file_of(request, person_id)
    signature = None if acting.is_in_place else ask_signature(acting, now=now())
    if signature is None:
        raise Hidden
    return _file(request, acting, month, FileForm(request.POST or None, signature=signature))


def _file(request: HttpRequest, acting: Acting, month: datetime.date, form: FileForm) -> HttpResponse:
    moment = now()
    summary = selectors.month_of_person(acting, month, now=moment)
    efforts = selectors.efforts_to_file(acting, month, now=moment)
    page = presenters.file_page(
        summary,
        [{**presenters.effort_row(facts_of(effort)), "effort_id": effort.pk} for effort in efforts],
        # Nobody but she sees them.
        presenters.hint_sentences(hints(efforts, summary, day_of(moment))) if acting.is_own_file else [],
        is_late=rules.is_late(day_of(moment), summary.due_on),
        is_running=month_of(day_of(moment)) <= month,
    )
    proof = send_signed(
        acting,
        lambda signed: services.file_proof(
            signed,
            month=month,
            seen=form.cleaned_data["seen"],
            late_reason=form.cleaned_data["late_reason"],
            declaration=page["declaration"],
            text_seen=page,
            language=Language(get_language() or "de"),
            now=moment,
        ),
        request=request,
        form=form,
        now=moment,
    )
    if proof:
        return redirect(_to("receipt", acting, proof.receipt.number))
    context = {
        **about(summary),
        "form": form,
        "page": page,
        "number": len(efforts),
        # What is on the page now: a refused attempt must not send the fingerprint of the page before.
        "seen": selectors.fingerprint(efforts, page),
        "is_own": acting.is_own_file,
        "back_url": reverse("efforts:month", args=[month])
        if acting.is_own_file
        else reverse("efforts:of_month", args=[acting.person_id, month]),
        "new_url": reverse("efforts:new")
        if acting.is_own_file
        else reverse("efforts:new_for", args=[acting.person_id]),
    }
    return render(request, "efforts/file.html", context)


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str, person_id: int | None = None) -> HttpResponse:
    """What the person can prove her filing with, today and later."""
    acting = _opened(request, person_id)
    proof = selectors.filed_proof(acting, number)
    return render(
        request,
        "efforts/receipt.html",
        {
            "proof": proof,
            "presence": selectors.presence_of(acting, number),
            "page": selectors.text_seen(acting, number),
            "rows": presenters.filed_rows(proof),
            "article": presenters.article(presenters.DUE),
            "is_own": acting.is_own_file,
            "pdf_url": _to("receipt_pdf", acting, number),
            "file_url": _to("receipt_file", acting, number),
            "back_url": reverse("efforts:month", args=[proof.month])
            if acting.is_own_file
            else reverse("efforts:of_month", args=[person_id, proof.month]),
        },
    )


@never_cache
@require_safe
def receipt_pdf(request: HttpRequest, number: str, person_id: int | None = None) -> HttpResponse:
    """The filed proof with its receipt, on paper."""
    proof = selectors.filed_proof(_opened(request, person_id), number)
    content = pdf.proof(proof, site=request.build_absolute_uri("/").rstrip("/"))
    return download(content, f"tandem-{proof.month:%Y-%m}-{number}.pdf")


@never_cache
@require_safe
def receipt_file(request: HttpRequest, number: str, person_id: int | None = None) -> HttpResponse:
    """The signed receipt and what was filed, for a computer to check."""
    proof = selectors.filed_proof(_opened(request, person_id), number)
    return download(proof_file(proof.receipt.text, proof.payload), f"tandem-{number}.json", "application/json")


def _opened(request: HttpRequest, person_id: int | None) -> Acting:
    return own_file(request) if person_id is None else file_of(request, person_id)


def _to(page: str, acting: Acting, number: Any) -> str:
    """The address of a page about a receipt, on her own pages or on a helper's about her."""
    if acting.is_own_file:
        return reverse(f"efforts:{page}", args=[number])
    return reverse(f"efforts:{page}_for", args=[acting.person_id, number])
