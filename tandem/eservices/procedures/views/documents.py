"""The documents of a form: added before it is filed, handed in afterwards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.eservices.procedures import attaching, pdf, presenters, selectors
from tandem.eservices.procedures.forms import HELD, DocumentForm
from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.rules import KEPT_UNUSED
from tandem.eservices.procedures.types import DocumentAsked
from tandem.eservices.procedures.views._common import draft_page, form_page
from tandem.facilities.documents.selectors import reusable
from tandem.facilities.documents.types import VersionFacts
from tandem.facilities.receipts.rules import proof_file
from tandem.foundation.clock import now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import signs
from tandem.identity.factors.services import ask_signature, send_signed


@draft_page
@require_safe
def documents(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the answers ask for, what is there, and what comes later."""
    sheet = selectors.draft_of(request.acting, draft_id, now=now())  # type: ignore[attr-defined]
    steps = len(sheet.steps) + 2
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "heading": presenters.heading(sheet.procedure, sheet.draft.subject, is_hers=sheet.file.is_own_file),
        "papers": presenters.papers(sheet),
        "comes_later": any(paper.is_outstanding for paper in sheet.papers),
        "step": steps - 1,
        "steps": steps,
        "step_title": _("Documents"),
        "back_url": reverse("procedures:step", args=[draft_id, sheet.steps[-1].key]),
    }
    return render(request, "procedures/documents.html", context)


@draft_page
@form_page
def add(request: HttpRequest, draft_id: int, mark: str) -> HttpResponse:
    """Add one document: files, photos, or one that is kept here already."""
    sheet = selectors.draft_of(request.acting, draft_id, now=now())  # type: ignore[attr-defined]
    asked = _one(sheet.asked_documents, mark)
    form = _form(request, sheet.file)
    back = reverse("procedures:documents", args=[draft_id])
    if request.method == "POST" and form.is_valid():
        try:
            attaching.attach(sheet.file, draft_id=draft_id, mark=mark, now=now(), **form.chosen)
        except AlreadyFiled:
            raise
        except Refusal as refusal:
            form.add_error("upload", str(refusal.message))
        else:
            return redirect(back)
    heading = presenters.heading(sheet.procedure, sheet.draft.subject, is_hers=sheet.file.is_own_file)
    context = {"form": form, "asked": asked, "heading": heading, "back_url": back, "hands_in": False}
    return render(request, "procedures/add_document.html", context)


@draft_page
@require_POST
def take_off(request: HttpRequest, draft_id: int, attachment_id: int) -> HttpResponse:
    """Take a document from the form again."""
    file = selectors.file_of_draft(request.acting, draft_id, now=now())  # type: ignore[attr-defined]
    attaching.detach(file, draft_id=draft_id, attachment_id=attachment_id, now=now())
    return redirect("procedures:documents", draft_id)


@never_cache
@form_page
@signs
def hand_in(request: HttpRequest, number: str, mark: str) -> HttpResponse:
    """Hand in a document to what was filed: signed, in a session or by a helper who is alone."""
    moment = now()
    file, filing = selectors.filing_of(request.acting, number, now=moment)  # type: ignore[attr-defined]
    found = selectors.documents_of(file, filing, now=moment)
    asked = _one([row.asked for row in found.rows], mark)
    signature = ask_signature(file, now=moment)
    signs_here = found.is_last and signature is not None and not file.is_in_place
    if not found.may_hand_in and not signs_here:
        raise Hidden
    form = _form(request, file, signature=signature, in_place=file.is_in_place)
    about = {
        "asked": asked,
        "heading": presenters.title_of(filing, is_hers=file.is_own_file),
        "back_url": reverse("procedures:filing", args=[number]),
        "hands_in": True,
        "kept_for": KEPT_UNUSED.days,
    }
    if signature and signature.may_prepare and form.new_files:
        # A browser forgets a file with the page: neither a code that is still to come nor a wrong one may cost it.
        try:
            held = attaching.hold(file, filing_id=filing.pk, mark=mark, now=moment, **form.new_files)
        except Refusal as refusal:
            form.refuse(refusal, at="upload")
            return render(request, "procedures/add_document.html", {**about, "form": form})
        form = _form(request, file, held=held, signature=signature, in_place=file.is_in_place)
    row = send_signed(
        file,
        lambda signed: attaching.hand_in(
            form.standing_in(signed), filing_id=filing.pk, mark=mark, now=moment, **form.chosen
        ),
        request=request,
        form=form,
        now=moment,
        at="upload",
    )
    if row:
        # What came with the filing already has the filing's receipt.
        return redirect("procedures:handed_in", row.receipt.number) if row.receipt else _back_to(number)
    return render(request, "procedures/add_document.html", {**about, "form": form})


@never_cache
@require_safe
def handed_in(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of a document that came after its filing."""
    _file, row, receipt = selectors.handed_in_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    context = {
        "row": row,
        "receipt": receipt,
        "back_url": reverse("procedures:filing", args=[row.filing.receipt.number]),
    }
    return render(request, "procedures/handed_in.html", context)


@never_cache
@require_safe
def handed_in_proof(request: HttpRequest, number: str) -> HttpResponse:
    """The signed receipt of a document and what it stands for, for a computer to check."""
    _file, row, receipt = selectors.handed_in_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    return download(proof_file(receipt.text, row.payload), f"tandem-{number}.json", "application/json")


@never_cache
@require_safe
def handed_in_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of a document on paper."""
    _file, row, receipt = selectors.handed_in_of(request.acting, number, now=now())  # type: ignore[attr-defined]
    content = pdf.handed_in(row, receipt, site=request.build_absolute_uri("/").rstrip("/"))
    return download(content, f"tandem-{number}.pdf")


def _one(asked: Any, mark: str) -> DocumentAsked:
    for one in asked:
        if one.mark == mark:
            return one
    raise Hidden


def _form(request: HttpRequest, file: Acting, *, held: VersionFacts | None = None, **signing: Any) -> DocumentForm:
    kept = [one for one in reusable(file) if not one.latest.is_emptied]
    if request.method != "POST":
        return DocumentForm(kept=kept, **signing)
    filled = request.POST.copy()
    if held is not None:
        filled[HELD] = str(held.id)
    held = next((one.latest for one in kept if str(one.latest.id) == filled.get(HELD)), None)
    return DocumentForm(filled, request.FILES, kept=kept, held=held, **signing)


def _back_to(number: str) -> HttpResponse:
    return redirect("procedures:filing", number)
