"""Open to everybody: check a receipt, read our public keys. Nothing here names anybody."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.facilities.receipts import offline, services
from tandem.facilities.receipts.forms import FileForm, NumberForm, TextForm
from tandem.facilities.receipts.types import Checked
from tandem.foundation import signing
from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Refusal

FORMS: tuple[type[forms.Form], ...] = (TextForm, NumberForm, FileForm)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Three ways to check a receipt, and the answer."""
    way = request.POST.get("way", "")
    shown = {form.way: form(request.POST, request.FILES) if form.way == way else form() for form in FORMS}  # type: ignore[attr-defined]
    asked = shown.get(way)
    context: dict[str, Any] = {"forms": shown, "form": asked or shown["text"]}
    if asked is not None and asked.is_valid():
        try:
            context["checked"] = _check(request, way, asked.cleaned_data)
        except Refusal as refusal:
            asked.add_error(_field_of(refusal, way), str(refusal.message))
    return render(request, "receipts/verify.html", context)


def _check(request: HttpRequest, way: str, said: dict[str, Any]) -> Checked:
    facts: dict[str, Any] = {"address": client_address(request), "now": now()}
    acting = request.acting  # type: ignore[attr-defined]
    if way == "text":
        return services.check_text(acting, text=said["text"], **facts)
    if way == "file":
        return services.check_file(acting, content=said["file"], **facts)
    return services.check_number(acting, number=said["number"], fingerprint=said["fingerprint"], **facts)


def _field_of(refusal: Refusal, way: str) -> str | None:
    if isinstance(refusal, services.NoReceipt):
        return way
    fields = {services.NoNumber: "number", services.NoFingerprint: "fingerprint"}
    return fields.get(type(refusal))


@login_not_required
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Our public keys, and how to check a receipt without us."""
    found = [{"id": key_id, "pem": signing.to_pem(public)} for key_id, public in signing.public_keys().items()]
    lines = {"procedure": offline.PROCEDURE, "content": offline.CONTENT_PROCEDURE}
    return render(request, "receipts/keys.html", {"keys": found, **lines})


@login_not_required
@require_safe
def key(request: HttpRequest, key_id: str) -> HttpResponse:
    """One public key as a file."""
    public = signing.public_keys().get(key_id)
    if public is None:
        raise Http404
    return download(signing.to_pem(public), f"tandem-{key_id}.pem", "application/x-pem-file")
