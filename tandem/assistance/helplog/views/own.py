"""What a person reads about help to her."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.assistance.helplog import selectors, services
from tandem.assistance.helplog.forms import ContestForm
from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "helplog/mine.html", {"notes": selectors.notes_of(_own(request))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, note_id: int) -> HttpResponse:
    file = _own(request)
    found = selectors.note_of(file, note_id)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.contest(file, note_id=note_id, words=form.cleaned_data["words"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your sentence stands beside the note. Your helper reads it."))
            return redirect("helplog:mine")
    return render(request, "helplog/contest.html", {"form": form, "note": found})


@require_POST
def erase(request: HttpRequest, note_id: int) -> HttpResponse:
    services.erase(_own(request), note_id=note_id, now=now())
    messages.success(request, _("The note is erased."))
    return redirect("helplog:mine")


def _own(request: HttpRequest) -> Acting:
    return open_own_file(request.acting, Purpose.HELP, now=now())  # type: ignore[attr-defined]
