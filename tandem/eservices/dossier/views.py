"""The person's papers, and the desk's page of what was sent to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.eservices.dossier import pdf, selectors, services
from tandem.eservices.dossier.enums import Kind, Recipient
from tandem.eservices.dossier.forms import AddForm, NameForm, PagesForm, SendForm, VersionForm
from tandem.eservices.procedures.selectors import to_bring
from tandem.facilities.documents import selectors as documents
from tandem.facilities.documents import services as papers
from tandem.facilities.documents.types import VersionFacts
from tandem.facilities.receipts.rules import proof_file
from tandem.foundation.clock import day_of, now
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access import selectors as access
from tandem.identity.access.enums import AuthorityKind, Capacity, Purpose, Reach
from tandem.identity.access.services import open_file, open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import signs
from tandem.identity.factors.services import ask_signature, send_signed
from tandem.identity.people.selectors import names_of, person_summary

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _own(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.DOSSIER, now=now())  # type: ignore[attr-defined]


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All papers, and what was sent."""
    acting = _own(request)
    context = {"kept": _kept(acting), "sent": selectors.sent_by_person(acting), "today": day_of(now())}
    return render(request, "dossier/index.html", context)


@never_cache
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Add a paper by file or camera."""
    acting = _own(request)
    form = AddForm(*_filled(request))
    if request.method == "POST" and form.is_valid():
        added = _add(acting, form)
        if added is not None:
            messages.success(request, _("The document is here. Nobody else sees it until you send it."))
            return redirect("dossier:document", added.document_id)
    return render(request, "dossier/new.html", {"form": form, "back_url": reverse("dossier:index")})


@never_cache
@require_safe
def document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """One paper: how it looks, its versions, what can be done with it."""
    return _page(request, _own(request), document_id)


@never_cache
@require_POST
def name(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Another name or kind."""
    acting, form = _own(request), NameForm(request.POST)
    if form.is_valid():
        try:
            papers.rename(acting, document_id=document_id, **form.cleaned_data, now=now())
        except Refusal as refusal:
            form.add_error("title", str(refusal.message))
        else:
            return _done(request, document_id)
    return _page(request, acting, document_id, name_form=form)


@never_cache
@require_POST
def version(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """New files in the place of the pages, or after them."""
    acting, form = _own(request), VersionForm(request.POST, request.FILES)
    if form.is_valid():
        verb = papers.add_pages if form.cleaned_data["how"] == "append" else papers.replace
        whole = form.cleaned_data["whole"]
        try:
            verb(acting, document_id=document_id, uploads=form.uploads(), whole=whole, now=now())
        except Refusal as refusal:
            form.add_error("scans", str(refusal.message))
        else:
            return _done(request, document_id)
    return _page(request, acting, document_id, version_form=form)


@never_cache
@require_POST
def pages(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Another order of the pages."""
    acting = _own(request)
    latest = documents.document(acting, document_id).latest
    form = PagesForm(request.POST, pages=latest.pages)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            papers.arrange(acting, document_id=document_id, seen=seen, order=form.order(), now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return _done(request, document_id)
    return _page(request, acting, document_id, pages_form=form)


@never_cache
@require_POST
def remove(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Take a paper away."""
    papers.remove(_own(request), document_id=document_id, now=now())
    messages.success(request, _("The document is deleted. What you sent before stays with whom you sent it to."))
    return redirect("dossier:index")


@never_cache
@form_page
@signs
def send(request: HttpRequest) -> HttpResponse:
    """Choose papers and recipients, and send: signed, in a session."""
    acting, moment = _own(request), now()
    person = person_summary(acting)
    ids = {Recipient.OFFICE: person.office_id, Recipient.FUND: person.fund_id}
    names = access.names("organisation", ids.values())
    known = {recipient: names[number] for recipient, number in ids.items() if number is not None}
    form = SendForm(
        *_filled(request)[:1],
        documents=documents.documents(acting),
        recipients=known,
        waiting=to_bring(request.acting, now=moment),  # type: ignore[attr-defined]
        signature=ask_signature(acting, now=moment),
    )
    done = send_signed(
        acting,
        lambda signed: services.send(
            signed,
            version_ids=[uuid.UUID(number) for number in form.cleaned_data["documents"]],
            recipients={Recipient(value) for value in form.cleaned_data["recipients"]},
            settles=form.settles(),
            now=moment,
        ),
        request=request,
        form=form,
        now=moment,
    )
    if done:
        if len(done) > 1:
            messages.success(request, _("Both have your documents. The other receipt stands in your list."))
        return redirect("dossier:sent", done[0].receipt.number)
    return render(request, "dossier/send.html", {"form": form, "known": known, "back_url": reverse("dossier:index")})


@never_cache
@require_safe
def sent(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of one transmission."""
    acting = _own(request)
    found = selectors.transmission(acting, number)
    context = {"sent": found, "rows": _rows(found.documents), "presence": selectors.presence_of(acting, number)}
    return render(request, "dossier/sent.html", context)


@never_cache
@require_safe
def sent_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt on paper."""
    found = selectors.transmission(_own(request), number)
    content = pdf.sent(found, request.build_absolute_uri("/").rstrip("/"))
    return download(content, f"tandem-{number}.pdf")


@never_cache
@require_safe
def sent_file(request: HttpRequest, number: str) -> HttpResponse:
    """The signed receipt and what was sent, for a computer to check."""
    found = selectors.transmission(_own(request), number)
    return download(proof_file(found.receipt.text, found.payload), f"tandem-{number}.json", "application/json")


@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The desk's list of what was sent to it."""
    found = selectors.received(request.acting, now=now())  # type: ignore[attr-defined]
    names = access.names("person", {row.person_id for row in found})
    lines = [{"sent": row, "name": names.get(row.person_id, "")} for row in found]
    return render(request, "dossier/received.html", {"lines": lines})


@never_cache
@require_safe
def received_one(request: HttpRequest, number: str) -> HttpResponse:
    """What one person sent at one moment; opening it is a visit that she sees."""
    person_id = selectors.person_of(number)
    selectors.desk_of(request.acting)  # type: ignore[attr-defined]
    acting = open_file(request.acting, person_id, Purpose.DOSSIER, now=now())  # type: ignore[attr-defined]
    found = selectors.transmission(acting, number)
    context = {"sent": found, "rows": _rows(found.documents), "person": person_summary(acting)}
    return render(request, "dossier/received_one.html", context)


@never_cache
@require_safe
def of(request: HttpRequest, person_id: int) -> HttpResponse:
    """A helper's page: the names of the papers that a person keeps, and the way to add one."""
    file = _file_of(request, person_id)
    context = {
        "person_id": person_id,
        "name": names_of([person_id])[person_id],
        "kept": _kept(file),
        "may_add": _may_add(file),
        "together": file.authority.kind is AuthorityKind.SESSION,
    }
    return render(request, "dossier/of.html", context)


@never_cache
@form_page
def new_for(request: HttpRequest, person_id: int) -> HttpResponse:
    """A helper adds a paper, with the person or in her place; nothing is sent by it."""
    file = _file_of(request, person_id)
    if not _may_add(file):
        raise Hidden
    form = AddForm(*_filled(request))
    back = reverse("dossier:of", args=[person_id])
    if request.method == "POST" and form.is_valid() and _add(file, form):
        messages.success(request, _("The document is there. Nobody else sees it until she sends it."))
        return redirect(back)
    context = {"form": form, "back_url": back, "name": names_of([person_id])[person_id]}
    return render(request, "dossier/new_for.html", context)


def _file_of(request: HttpRequest, person_id: int) -> Acting:
    """For helpers only: an office reads what was sent to it. Raises Hidden."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    return open_file(acting, person_id, Purpose.DOSSIER, now=now())


def _may_add(file: Acting) -> bool:
    reach = file.authority.reach
    return reach is not None and reach.includes(Reach.PREPARE)


def _kept(acting: Acting) -> list[dict[str, Any]]:
    return [{"document": row, "kind": Kind(row.kind).label} for row in documents.documents(acting)]


def _add(acting: Acting, form: AddForm) -> VersionFacts | None:
    """What was added; None with the reason in the form."""
    facts = form.cleaned_data
    try:
        return papers.add(
            acting,
            kind=facts["kind"],
            uploads=form.uploads(),
            title=facts["title"],
            whole=facts["whole"],
            now=now(),
        )
    except Refusal as refusal:
        form.add_error("scans", str(refusal.message))
        return None


def _filled(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "kind": Kind(row["kind"]).label if row["kind"] in Kind.values else row["kind"]} for row in found]


def _done(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    messages.success(request, _("Your change is saved."))
    return redirect("dossier:document", document_id)


def _page(request: HttpRequest, acting: Acting, document_id: uuid.UUID, **forms: Any) -> HttpResponse:
    found = documents.document(acting, document_id)
    latest = found.latest
    context = {
        "document": found,
        "kind": Kind(found.kind).label,
        "versions": documents.versions(acting, document_id),
        "pages": range(1, latest.pages + 1),
        "name_form": NameForm(initial={"title": found.title, "kind": found.kind}),
        "version_form": VersionForm(prefix=None),
        "pages_form": PagesForm(pages=latest.pages, initial={"seen": latest.number}),
        "back_url": reverse("dossier:index"),
        **forms,
    }
    return render(request, "dossier/document.html", context)
