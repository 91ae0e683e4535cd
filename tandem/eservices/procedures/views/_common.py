import functools
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.eservices.procedures.refusals import AlreadyFiled

form_page = require_http_methods(["GET", "HEAD", "POST"])


def draft_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of an open draft: an old tab of a form that was filed meanwhile leads to its receipt."""

    @never_cache
    @functools.wraps(view)
    def page(request: HttpRequest, draft_id: int, **arguments: str) -> HttpResponse:
        try:
            return view(request, draft_id, **arguments)
        except AlreadyFiled as refusal:
            messages.warning(request, str(refusal.message))
            return redirect("procedures:filing", refusal.receipt)

    return page


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
