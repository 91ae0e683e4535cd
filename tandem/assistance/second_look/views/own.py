"""The person asks, reads what was said, and takes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.assistance.second_look import presenters, selectors, services
from tandem.assistance.second_look.forms import AskForm
from tandem.eservices.procedures import registry
from tandem.foundation.clock import now
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting


def _own(request: HttpRequest, purpose: Purpose = Purpose.HELP) -> Acting:
    return open_own_file(request.acting, purpose, now=now())  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """Whom, and what she wants to know. The code of a link shows on the answer and nowhere else."""
    mandates = _own(request, Purpose.MANDATES)
    try:
        reading = registry.reading(request.acting, kind, subject, now=now())  # type: ignore[attr-defined]
    except LookupError:
        raise Hidden from None
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("homes:home")
    helpers = selectors.helpers_for(mandates, reading.purpose, now=now())
    by_link = kind not in services.NEVER_BY_LINK
    form = AskForm(request.POST or None, helpers=helpers, by_link=by_link)
    context = {
        "reading": reading,
        "form": form,
        "nobody": not helpers and not by_link,
        "by_link": by_link,
        "back_url": reading.url,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "second_look/ask.html", context)
    try:
        asked = services.ask(
            request.acting,  # type: ignore[attr-defined]
            kind=kind,
            subject=subject,
            helper=form.chosen,
            wish=form.cleaned_data["wish"],
            language=Language(get_language() or "de"),
            now=now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "second_look/ask.html", context)
    if asked.code:
        address = request.build_absolute_uri(reverse("second_look:enter"))
        return render(request, "second_look/link.html", {**context, "asked": asked, "address": address})
    messages.success(request, _("Your helper is asked. You need not wait: you can send it at any time."))
    return redirect("second_look:one", asked.look_id)


@never_cache
@require_safe
def one(request: HttpRequest, look_id: int) -> HttpResponse:
    """What was asked, who looked, what was said."""
    look = selectors.look_of(_own(request), look_id, now=now())
    context = {
        **presenters.summary(look),
        "parts": presenters.parts(look),
        "go_on_url": presenters.go_on_url(look),
        "may_take_back": look.is_open,
    }
    return render(request, "second_look/one.html", context)


@require_POST
def take_back(request: HttpRequest, look_id: int) -> HttpResponse:
    services.take_back(request.acting, look_id=look_id, now=now())  # type: ignore[attr-defined]
    messages.success(request, _("It is taken back. Nobody can open it any more."))
    return redirect("second_look:one", look_id)
