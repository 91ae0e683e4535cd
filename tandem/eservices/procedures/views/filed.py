"""What was filed: the receipt, the sheet, the files to take along, correction and taking back."""

import datetime
import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.procedures import pdf, presenters, selectors, services
from tandem.eservices.procedures.forms import CorrectForm
from tandem.eservices.procedures.refusals import NotWithdrawable
from tandem.eservices.procedures.views._common import form_page
from tandem.facilities.receipts.rules import proof_file
from tandem.facilities.receipts.selectors import shown
from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import SignableForm, signs
from tandem.identity.factors.services import ask_signature, send_signed

ROWS_OF_A_PAGE = 50


@never_cache
@require_safe
def filing(request: HttpRequest, number: str) -> HttpResponse:
    """What the person can prove her filing with, today and later."""
    moment = now()
    file, found = selectors.filing_of(request.acting, number, now=moment)  # type: ignore[attr-defined]
    papers = selectors.documents_of(file, found, now=moment)
    context = {
        "papers": presenters.documents(papers),
        "may_hand_in": papers.may_hand_in or _signs_here(file, papers, now=moment),
        "filing": found,
        "receipt": shown(found.receipt),
        "title": presenters.title_of(found, is_hers=file.is_own_file),
        "content": getattr(found, "content", None),
        "may": selectors.may_still(file, found, now=moment),
        "back_url": reverse("procedures:mine") if file.is_own_file else "",
        "is_own": file.is_own_file,
    }
    return render(request, "procedures/filing.html", context)


def _signs_here(file: Acting, papers: selectors.Documents, *, now: datetime.datetime) -> bool:
    """Whether the person sits at this helper's screen and could sign what is still asked for."""
    if file.is_own_file or file.is_in_place or not papers.is_last or not papers.rows:
        return False
    return ask_signature(file, now=now) is not None


@never_cache
@require_safe
def all_filed(request: HttpRequest) -> HttpResponse:
    """Everything that the person has filed, by receipt."""
    rows = selectors.all_filed(request.acting, now=now())  # type: ignore[attr-defined]
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(request.GET.get("page"))
    lines = [{"filing": row, "title": presenters.title_of_line(row)} for row in page]
    return render(request, "procedures/all_filed.html", {"rows": lines, "page": page})


@never_cache
@require_safe
def history(request: HttpRequest, number: str) -> HttpResponse:
    """Who wrote what, and when, as it was before it was filed: for the person and whoever helps her."""
    file, found = selectors.filing_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    context = {
        "rows": presenters.history_of(found, selectors.history_of_filing(file, found)),
        "heading": presenters.title_of(found, is_hers=file.is_own_file),
        "back_url": reverse("procedures:filing", args=[number]),
    }
    return render(request, "procedures/history.html", context)


@never_cache
@require_safe
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """The signed receipt and what was filed, for a computer to check."""
    _file, found = selectors.filing_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    payload = selectors.content_of(found).payload
    return download(proof_file(found.receipt.text, payload), f"tandem-{number}.json", "application/json")


@never_cache
@require_safe
def export(request: HttpRequest, number: str) -> HttpResponse:
    """All that is kept of a filing, who wrote what included: the person's own."""
    file, found = selectors.filing_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    if not file.is_own_file:
        raise Hidden
    content = json.dumps(selectors.export(found), ensure_ascii=False, indent=2).encode()
    return download(content, f"tandem-{number}-all.json", "application/json")


@never_cache
@require_safe
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """What was filed, on paper, with its receipt."""
    _file, found = selectors.filing_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    selectors.content_of(found)
    content = pdf.filing(found, presenters.title_of(found), site=request.build_absolute_uri("/").rstrip("/"))
    return download(content, f"tandem-{number}.pdf")


@never_cache
@form_page
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why, then open a new form with the same answers."""
    file, found = selectors.filing_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.start_correction(file, filing_id=found.pk, reason=form.cleaned_data["reason"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("procedures:check", draft.pk)
    return render(request, "procedures/correct.html", {"form": form, **_about(found, number)})


@never_cache
@form_page
@signs
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once, then take it back where the law lets the person."""
    moment = now()
    file, found = selectors.filing_of(request.acting, number, now=moment)  # type: ignore[attr-defined]
    signature = ask_signature(file, now=moment) if file.is_own_file else None
    form = SignableForm(request.POST if request.method == "POST" else None, signature=signature)
    try:
        done = send_signed(
            file,
            lambda signed: services.withdraw(signed, filing_id=found.pk, now=moment),
            request=request,
            form=form,
            now=moment,
            raising=NotWithdrawable,
        )
    except NotWithdrawable as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("procedures:filing", number)
    if done:
        messages.success(request, _("You have taken it back. It stays readable; you can file a new one."))
        return redirect("procedures:filing", number)
    return render(request, "procedures/take_back.html", {"form": form, **_about(found, number)})


def _about(found: object, number: str) -> dict[str, object]:
    return {
        "filing": found,
        "title": presenters.title_of(found),  # type: ignore[arg-type]
        "back_url": reverse("procedures:filing", args=[number]),
    }
