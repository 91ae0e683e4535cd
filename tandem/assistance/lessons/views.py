"""All lessons, one lesson, one on paper, and "not now"."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from tandem.assistance.lessons import offers, pdf, selectors
from tandem.foundation.http.downloads import download
from tandem.foundation.refusals import Hidden


def _language() -> str:
    return get_language() or "de"


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "lessons/index.html", {"lessons": selectors.lessons(_language())})


@login_not_required
@require_safe
def lesson(request: HttpRequest, key: str) -> HttpResponse:
    """A lesson on one page, so that it prints on one or two."""
    return render(request, "lessons/lesson.html", {"lesson": selectors.lesson(key, _language())})


@login_not_required
@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """The lesson as a PDF, for whoever learns with paper beside the screen."""
    found = selectors.lesson(key, _language())
    content = pdf.sheet(found, made_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    return download(content, f"tandem-{key}-{found.language}.pdf", inline=True)


@login_not_required
@require_POST
def not_now(request: HttpRequest, key: str) -> HttpResponse:
    """One tap, and this lesson is not offered again in this browser."""
    if not selectors.exists(key):
        raise Hidden
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "lessons:index")
    offers.note_refusal(request, response, key)
    return response
