import functools
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tandem.eservices.procedures.refusals import AlreadyFiled
from tandem.eservices.procedures.selectors import Sheet

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


def goes_on(sheet: Sheet, *, is_change: bool) -> HttpResponse:
    """Wherever somebody comes from: the first page with something to answer, else the last look.

    `is_change`: the page leads back to the last look, and not to the page after it.
    """
    draft_id, page = sheet.draft.pk, sheet.resume_at
    if page is not None:
        return redirect(reverse("procedures:step", args=[draft_id, page.key]) + ("?change=1" if is_change else ""))
    waits = any(paper.is_outstanding for paper in sheet.papers)
    return redirect("procedures:documents" if waits else "procedures:check", draft_id)
