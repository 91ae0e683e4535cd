import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from tandem.foundation import clock
from tandem.foundation.refusals import Hidden
from tandem.market.ads import selectors
from tandem.market.ads.models import Ad, AdText
from tandem.market.ads.presenters import ad_page
from tandem.market.ads.structured_data import as_script, job_posting

GONE = 410


@login_not_required
@require_safe
def detail(request: HttpRequest, ad_id: uuid.UUID) -> HttpResponse:
    """One ad. A closed one is answered 410 with what it was: search engines forget it, people still understand."""
    today = clock.today()
    reader = get_language() or "de"
    ad = selectors.visible_ad(request.acting, ad_id, on=today)  # type: ignore[attr-defined]
    text = _text(ad, request.GET.get("text", ""), reader)
    page = ad_page(ad, text, reader=reader, on=today)
    addresses = {one.language: _address(request, ad, one.language) for one in ad.texts.all()}
    indexed = page.is_open and not page.is_restricted
    context = {
        "page": page,
        "address": request.build_absolute_uri(request.path),
        "canonical": addresses[text.language],
        "alternates": sorted(addresses.items()) if indexed else [],
        "json_ld": as_script(job_posting(ad, text, url=addresses[text.language])) if indexed else "",
        "indexed": indexed,
    }
    return render(request, "ads/detail.html", context, status=GONE if page.is_closed else None)


def _text(ad: Ad, asked: str, reader: str) -> AdText:
    """The text asked for, else the reader's. Raises Hidden for a language that the ad does not speak."""
    text = ad.text_for(asked or reader)
    if text is None or (asked and text.language != asked):
        raise Hidden
    return text


def _address(request: HttpRequest, ad: Ad, language: str) -> str:
    with override(language):
        return request.build_absolute_uri(reverse("ads:detail", args=[ad.pk]))
