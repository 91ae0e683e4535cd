"""The one door through which a document leaves. Whoever asks, the gate answers first."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.facilities.documents import selectors, services
from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.access.services import open_file
from tandem.identity.access.types import Acting

# As if a stranger had written it: it is saved and not shown, runs nothing, loads nothing, is kept by no proxy.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@never_cache
@require_safe
def file(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The PDF, to be saved."""
    acting = _open(request, version_id)
    try:
        fetched = services.fetch(acting, version_id=version_id, now=now())
    except Refusal as refusal:
        return render(request, "documents/not_now.html", {"sentence": refusal.message}, status=409)
    disposition = content_disposition_header(as_attachment=True, filename=fetched.name)
    return HttpResponse(
        fetched.content,
        content_type=fetched.type,
        headers={**HEADERS, "Content-Disposition": str(disposition)},
    )


@never_cache
@require_safe
def preview(request: HttpRequest, version_id: uuid.UUID, page: int) -> HttpResponse:
    """A small picture of one page, drawn by us."""
    acting = _open(request, version_id)
    try:
        fetched = services.fetch_preview(acting, version_id=version_id, page=page)
    except Refusal:
        return HttpResponse(status=409)
    return HttpResponse(
        fetched.content,
        content_type=fetched.type,
        headers={**HEADERS, "Content-Disposition": f'inline; filename="{fetched.name}"'},
    )


def _open(request: HttpRequest, version_id: uuid.UUID) -> Acting:
    person_id, purpose = selectors.whose(version_id)
    return open_file(request.acting, person_id, purpose, now=now())  # type: ignore[attr-defined]
