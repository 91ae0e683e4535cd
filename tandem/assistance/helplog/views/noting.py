"""A helper notes help: one page, everything chosen already, one button."""

import dataclasses
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tandem.assistance.helplog import rules, selectors, services
from tandem.assistance.helplog.enums import Material, Place, Theme
from tandem.assistance.helplog.forms import AnswerForm, OneForm, WorkshopForm
from tandem.assistance.helplog.types import HelpFacts, Noted
from tandem.foundation.clock import day_of, now
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.mandates.selectors import people_helped

# What a helper chose last time is what she most likely chooses again. In her log-in session: gone with it.
USUAL = "helplog_usual"
LAST = "helplog_last"
# What help with a screen is most often about.
_THEMES = {
    "log_in": Theme.LOG_IN,
    "factors": Theme.LOG_IN,
    "sign_up": Theme.LOG_IN,
    "first_log_in": Theme.LOG_IN,
    "search": Theme.SEARCH,
    "ad": Theme.APPLY,
    "note_effort": Theme.EFFORTS,
    "file_efforts": Theme.EFFORTS,
    "monthly_form": Theme.MONTHLY_FORM,
    "documents": Theme.UPLOAD,
    "messages": Theme.READ_LETTER,
    "claim": Theme.OTHER_FORM,
    "registration": Theme.OTHER_FORM,
    "incapacity": Theme.OTHER_FORM,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest) -> HttpResponse:
    """Help to one person, named or not."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    people = [(person.person_id, person.name) for person in people_helped(acting, now=moment)]
    form = OneForm(request.POST or None, people=people, initial=_initial(request, [key for key, _name in people]))
    return _page(request, form, "helplog/one.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def workshop(request: HttpRequest) -> HttpResponse:
    """Help to a group."""
    if request.acting.capacity is not Capacity.HELPER:  # type: ignore[attr-defined]
        raise Hidden
    form = WorkshopForm(request.POST or None, initial=_initial(request, []))
    return _page(request, form, "helplog/workshop.html")


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """What was noted last, in this log-in, was wrong."""
    last = request.session.pop(LAST, None)
    if last is None:
        raise Hidden
    services.take_back(request.acting, noted=Noted(*last), now=now())  # type: ignore[attr-defined]
    messages.success(request, _("The note is gone, as if it had never been written."))
    return redirect("helplog:one")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, note_id: int) -> HttpResponse:
    """What a person says about a note of hers, and her answer to it."""
    acting = request.acting  # type: ignore[attr-defined]
    found = selectors.contested_note(acting, note_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(acting, note_id=note_id, words=form.cleaned_data["words"], now=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your answer stands beside the note. The person reads it."))
            return redirect("homes:home")
    return render(request, "helplog/answer.html", {"form": form, "note": found})


def _page(request: HttpRequest, form: OneForm | WorkshopForm, template: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            noted = services.note(request.acting, facts=facts, now=now())  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            _remember(request, facts, noted)
            in_report = _("Noted. It stands in your structure's report already.")
            messages.success(request, in_report if request.acting.organisation_id else _("Noted."))  # type: ignore[attr-defined]
            return redirect(request.path)
    return render(request, template, {"form": form, "can_take_back": LAST in request.session})


def _remember(request: HttpRequest, facts: HelpFacts, noted: Noted) -> None:
    request.session[USUAL] = {"place": facts.place.value, "material": facts.material.value, "minutes": facts.minutes}
    request.session[LAST] = dataclasses.astuple(noted)


def _initial(request: HttpRequest, people: list[int]) -> dict[str, Any]:
    """What is chosen before the helper does anything: today, what was usual, where she comes from."""
    usual = request.session.get(USUAL, {})
    screen = _screen_she_comes_from(request)
    person = request.GET.get("person", "")
    return {
        "helped_on": day_of(now()),
        "place": usual.get("place", Place.STRUCTURE),
        "material": usual.get("material", Material.COMPUTER),
        "minutes": usual.get("minutes", 15),
        "screen": screen,
        "theme": _THEMES.get(screen, Theme.MONTHLY_FORM),
        "person": int(person) if person.isdecimal() and int(person) in people else "",
    }


def _screen_she_comes_from(request: HttpRequest) -> str:
    """The screen on which the link to this page was followed; only its kind is taken from the address, no number."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    try:
        match = resolve(came_from.path)
    except Resolver404:
        return ""
    return rules.screen_of(match.view_name, str(match.kwargs.get("key", "")))
