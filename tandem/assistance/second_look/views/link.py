"""Whoever has a link reads and answers: without an account, once, and sees nothing but the copy."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.assistance.second_look import presenters, selectors, services
from tandem.assistance.second_look.enums import Verdict
from tandem.assistance.second_look.forms import CodeForm, LinkAnswerForm
from tandem.assistance.second_look.refusals import Closed
from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address
from tandem.foundation.refusals import Hidden, Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
# The session of this browser holds which look its code has opened; the code itself is kept nowhere.
_OPENED = "second_look.opened"


@login_not_required
@never_cache
@form_page
def enter(request: HttpRequest) -> HttpResponse:
    """The code. A script takes it from behind the "#"; opening is a POST, so that no preview of a chat uses it up."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[_OPENED] = services.open_link(
                request.acting,  # type: ignore[attr-defined]
                code=form.cleaned_data["code"],
                source=client_address(request),
                opened=_opened(request),
                now=now(),
            )
        except Closed:
            return render(request, "second_look/closed.html")
        except Refusal as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return redirect("second_look:read")
    return render(request, "second_look/enter.html", {"form": form})


@login_not_required
@never_cache
@form_page
def read(request: HttpRequest) -> HttpResponse:
    """The copy, with a place for words beside each line."""
    opened = _opened(request)
    if opened is None:
        raise Hidden
    view = selectors.look_by_link(opened, now=now())
    if not view.is_open:
        request.session.pop(_OPENED, None)
        return render(request, "second_look/closed.html")
    form = LinkAnswerForm(request.POST or None, copy=view.copy)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_by_link(
                request.acting,  # type: ignore[attr-defined]
                look_id=opened,
                reader=form.cleaned_data["reader"],
                verdict=Verdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                remarks=form.remarks,
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            request.session.pop(_OPENED, None)
            return redirect("second_look:thanks")
    context = {"look": view, "form": form, "parts": presenters.parts_to_answer(view, form), "pages": [], "person": ""}
    return render(request, "second_look/look.html", context)


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "second_look/thanks.html")


def _opened(request: HttpRequest) -> int | None:
    opened: Any = request.session.get(_OPENED)
    return opened if isinstance(opened, int) else None
