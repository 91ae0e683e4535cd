"""The person's own pages: who may help her, and what she answers."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.factors.registry import OwnHandForm
from tandem.identity.factors.services import say_yes, ways_to_say_yes
from tandem.identity.mandates import presenters, printing, selectors, services
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.types import MandateCard

form_page = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, moment: datetime.datetime) -> Acting:
    return open_own_file(request.acting, Purpose.MANDATES, now=moment)  # type: ignore[attr-defined]


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everybody who may help, who asks, and who did."""
    moment = now()
    cards = selectors.mandates_of(own(request, moment), now=moment)
    return render(request, "mandates/mine.html", presenters.by_state(cards))


@never_cache
@require_safe
def mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """One mandate with its text, and everything the person can do with it."""
    moment = now()
    card = selectors.mandate_of(own(request, moment), mandate_id, now=moment)
    return render(request, "mandates/mandate.html", {"card": card, **_text(request, mandate_id)})


@never_cache
@sensitive_post_parameters("code", "credential")
@form_page
def decide(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Read the text in one's own language, then say yes with a code, or no."""
    moment = now()
    file = own(request, moment)
    card = selectors.mandate_of(file, mandate_id, now=moment)
    if not card.is_open:
        return redirect("mandates:mandate", mandate_id)
    acting, text = request.acting, _text(request, mandate_id)  # type: ignore[attr-defined]
    form = OwnHandForm(request.POST or None)
    if "refuse" in request.POST:
        return _done(
            request,
            lambda: services.refuse(file, mandate_id=mandate_id, now=moment),
            _("You have said no. Nobody may help you with this. It does you no harm."),
        )
    granted = say_yes(
        acting,
        lambda said: services.grant(file, mandate_id=mandate_id, language=text["reading"], now=moment, **said),
        request=request,
        form=form,
        now=moment,
    )
    if granted:
        return redirect("mandates:granted", mandate_id)
    return render(request, "mandates/decide.html", {"card": card, "form": form, **ways_to_say_yes(acting), **text})


@never_cache
@require_safe
def granted(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """What counts from now on, to keep."""
    moment = now()
    card = selectors.mandate_of(own(request, moment), mandate_id, now=moment)
    if not card.is_running:
        raise Hidden
    return render(request, "mandates/granted.html", {"card": card, "text": selectors.official_text(mandate_id)})


@never_cache
@form_page
def end(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """End all of it, at once; the page asks once whether it was meant."""
    moment = now()
    file = own(request, moment)
    card = selectors.mandate_of(file, mandate_id, now=moment)
    if request.method == "POST":
        return _done(
            request,
            lambda: services.end(file, mandate_id=mandate_id, contested="contested" in request.POST, now=moment),
            _("The mandate has ended. It opens nothing any more."),
        )
    return render(request, "mandates/end.html", {"card": card})


@require_POST
def end_area(request: HttpRequest, mandate_id: int, area: str) -> HttpResponse:
    moment = now()
    file = own(request, moment)
    if area not in Purpose:
        raise Hidden
    return _done(
        request,
        lambda: services.end_area(file, mandate_id=mandate_id, area=Purpose(area), now=moment),
        _("This part of the mandate has ended."),
        mandate_id,
    )


@require_POST
def remove_helper(request: HttpRequest, mandate_id: int, user_id: int) -> HttpResponse:
    moment = now()
    file = own(request, moment)
    return _done(
        request,
        lambda: services.remove_helper(file, mandate_id=mandate_id, user_id=user_id, now=moment),
        _("This helper can no longer use the mandate."),
        mandate_id,
    )


@require_POST
def renew(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Propose the mandate again, one step narrower or as it was; the person decides on the next page."""
    moment = now()
    file = own(request, moment)
    selectors.mandate_of(file, mandate_id, now=moment)
    try:
        proposed = services.renew(file, mandate_id=mandate_id, as_before="as_before" in request.POST, now=moment)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("mandates:mandate", mandate_id)
    return redirect("mandates:decide", proposed.pk)


@never_cache
@require_safe
def sheet(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """The mandate on paper, with the slip that ends it."""
    moment = now()
    file = own(request, moment)
    card = selectors.mandate_of(file, mandate_id, now=moment)
    return printed(request, card, _reading(request))


def printed(request: HttpRequest, card: MandateCard, reading: ReadingLanguage) -> HttpResponse:
    """The sheet as an answer; its QR leads back to this very installation."""
    content = printing.sheet(
        card,
        reading,
        address=request.build_absolute_uri(reverse("mandates:proof", args=[card.paper_code])),
        slip_address=request.build_absolute_uri(reverse("mandates:slip")),
    )
    return presenters.as_pdf(content, card)


def _done(request: HttpRequest, verb: Any, sentence: str, mandate_id: int | None = None) -> HttpResponse:
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, sentence)
    return redirect("mandates:mandate", mandate_id) if mandate_id else redirect("mandates:mine")


def _reading(request: HttpRequest) -> ReadingLanguage:
    """The language chosen on the page, otherwise the page's own."""
    chosen = request.POST.get("read", request.GET.get("read", request.LANGUAGE_CODE))
    return ReadingLanguage(chosen) if chosen in ReadingLanguage else ReadingLanguage.DE


def _text(request: HttpRequest, mandate_id: int) -> dict[str, Any]:
    reading = _reading(request)
    official = selectors.official_text(mandate_id)
    return {
        "reading": reading,
        "languages": list(ReadingLanguage),
        "paragraphs": presenters.paragraphs(selectors.words_read(mandate_id, reading)),
        "official": official,
        "official_language": ReadingLanguage(official.language),
        "official_paragraphs": presenters.paragraphs(official.text),
    }
