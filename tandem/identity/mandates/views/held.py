"""The helper's pages: the mandates she holds, proposes, prints and gives back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.foundation.clock import day_of, now
from tandem.foundation.forms.signed import SignedSheetForm
from tandem.foundation.refusals import Hidden, Refusal
from tandem.identity.access.enums import Capacity
from tandem.identity.mandates import presenters, selectors, services
from tandem.identity.mandates.enums import ReadingLanguage
from tandem.identity.mandates.forms import ProposeForm
from tandem.identity.mandates.views.own import printed
from tandem.identity.organisations.selectors import helper_kind_of, organisation_for, team

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """All of them, what waits for an answer first, and the code that the helper tells people."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    cards = selectors.mandates_held(acting, now=moment)
    code = services.own_code(acting, now=moment)
    return render(request, "mandates/held.html", {**presenters.by_state(cards), "code": code})


@never_cache
@form_page
def propose(request: HttpRequest) -> HttpResponse:
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if acting.capacity is not Capacity.HELPER:
        raise Hidden
    kind = helper_kind_of(acting.user_id, acting.organisation_id, on=day_of(moment))
    if kind is None:
        raise Hidden
    form = ProposeForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            mandate = services.propose_to_person(
                acting,
                person_number=form.cleaned_data["person_number"],
                birth_date=form.cleaned_data["birth_date"],
                terms=form.terms(),
                now=moment,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The mandate is ready. Now ask the person for her answer."))
            return redirect("mandates:held_one", mandate.pk)
    return render(request, "mandates/propose.html", {"form": form})


@never_cache
@require_safe
def held_one(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """One mandate, with the ways to ask and the helpers named in it."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    card = selectors.mandate_held(acting, mandate_id, now=moment)
    official = selectors.official_text(mandate_id)
    context = {
        "card": card,
        "asked": selectors.asked_on(mandate_id),
        "languages": list(ReadingLanguage),
        "official": official,
        "colleagues": _colleagues(request, mandate_id, card) if card.is_running else [],
    }
    return render(request, "mandates/held_one.html", context)


@require_POST
def ask_by_sms(request: HttpRequest, mandate_id: int) -> HttpResponse:
    language = _language(request)
    return _act(
        request,
        mandate_id,
        lambda acting, moment: services.ask_by_sms(acting, mandate_id=mandate_id, language=language, now=moment),
        _("The question was sent to the person's phone. Her answer will stand here."),
    )


@never_cache
@require_http_methods(["POST"])
def form_on_paper(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """The form to sign. Printed again, it bears the same code and the same text."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    selectors.mandate_held(acting, mandate_id, now=moment)
    try:
        asked = services.ask_on_paper(acting, mandate_id=mandate_id, language=_language(request), now=moment)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("mandates:held_one", mandate_id)
    card = selectors.mandate_held(acting, mandate_id, now=moment)
    return printed(request, card, ReadingLanguage(asked.text.language))


@never_cache
@form_page
def note_paper(request: HttpRequest) -> HttpResponse:
    """Type in a form that the person has signed: by a helper named in it, or at the desk of her office."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if acting.capacity not in (Capacity.HELPER, Capacity.COUNSELLOR):
        raise Hidden
    form = SignedSheetForm(request.POST or None, request.FILES or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        try:
            mandate = services.note_paper(acting, now=moment, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            sentence = _("Mandate no. %(number)s is granted. The person is told on her own channel.")
            messages.success(request, sentence % {"number": mandate.pk})
            return redirect("mandates:held" if acting.capacity is Capacity.HELPER else "mandates:desk")
    return render(request, "mandates/note_paper.html", {"form": form})


@require_POST
def give_back(request: HttpRequest, mandate_id: int) -> HttpResponse:
    selectors.mandate_held(request.acting, mandate_id, now=now())  # type: ignore[attr-defined]
    return _act(
        request,
        None,
        lambda acting, moment: services.give_back(acting, mandate_id=mandate_id, now=moment),
        _("The mandate is given back. It opens nothing any more."),
    )


@require_POST
def renew(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Propose it again with the next narrower reach; the person is asked like the first time."""
    selectors.mandate_held(request.acting, mandate_id, now=now())  # type: ignore[attr-defined]
    return _act(
        request,
        None,
        lambda acting, moment: services.renew(acting, mandate_id=mandate_id, now=moment),
        _("The new mandate is ready, each part one step narrower. Now ask the person for her answer."),
    )


@require_POST
def name_helper(request: HttpRequest, mandate_id: int, user_id: int) -> HttpResponse:
    selectors.mandate_held(request.acting, mandate_id, now=now())  # type: ignore[attr-defined]
    return _act(
        request,
        mandate_id,
        lambda acting, moment: services.name_helper(acting, mandate_id=mandate_id, user_id=user_id, now=moment),
        _("This helper may use the mandate now. The person is told."),
    )


@require_POST
def withdraw_helper(request: HttpRequest, mandate_id: int, user_id: int) -> HttpResponse:
    selectors.mandate_held(request.acting, mandate_id, now=now())  # type: ignore[attr-defined]
    return _act(
        request,
        mandate_id,
        lambda acting, moment: services.withdraw_helper(acting, mandate_id=mandate_id, user_id=user_id, now=moment),
        _("This helper can no longer use the mandate."),
    )


def _act(request: HttpRequest, mandate_id: int | None, verb: Any, sentence: str) -> HttpResponse:
    try:
        verb(request.acting, now())  # type: ignore[attr-defined]
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, sentence)
    return redirect("mandates:held_one", mandate_id) if mandate_id else redirect("mandates:held")


def _language(request: HttpRequest) -> ReadingLanguage | None:
    chosen = request.POST.get("read", "")
    return ReadingLanguage(chosen) if chosen in ReadingLanguage else None


def _colleagues(request: HttpRequest, mandate_id: int, card: Any) -> list[dict[str, Any]]:
    """The team of the structure, for its manager: who is named, who could be."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    if acting.organisation_id is None or not selectors.may_name_helpers(acting, mandate_id, now=moment):
        return []
    structure = organisation_for(acting, acting.organisation_id, now=moment)
    named = {helper.user_id for helper in card.helpers}
    members = team(structure, on=day_of(moment))
    return [
        {"user_id": member.user_id, "name": member.name, "is_named": member.user_id in named}
        for member in members
        if member.helper_kind is not None
    ]
