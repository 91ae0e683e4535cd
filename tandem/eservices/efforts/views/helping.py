"""A helper's pages about somebody's efforts: what is noted, and to note one, with her or in her place."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.efforts import presenters, registry, selectors, services
from tandem.eservices.efforts.forms import EffortForm
from tandem.eservices.efforts.types import EffortPrefill
from tandem.eservices.efforts.views.common import file_of, form_page
from tandem.foundation.clock import day_of, now, today
from tandem.foundation.months import following, month_of, preceding
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.factors.services import ask_signature
from tandem.identity.mandates.selectors import people_helped
from tandem.identity.people.selectors import names_of


@never_cache
@require_safe
def noted(request: HttpRequest, person_id: int, month: datetime.date | None = None) -> HttpResponse:
    """What is noted for one month, with who wrote it."""
    file, this = file_of(request, person_id), month_of(today())
    month = month or this
    context = {
        "person_id": person_id,
        "name": names_of([person_id])[person_id],
        "month": month,
        "other": preceding(month) if month >= this else following(month),
        "due_on": selectors.due_on(person_id, month),
        "may_note": _may_note(file),
        "may_sign": _may_sign(file),
        "efforts": presenters.with_authors(selectors.efforts_of_month(file, month)),
    }
    return render(request, "efforts/noted_for.html", context)


@never_cache
@require_safe
def for_whom(request: HttpRequest, source: str, source_id: str) -> HttpResponse:
    """Who of those he helps has applied there: only whose mandate lets him note it."""
    acting = request.acting  # type: ignore[attr-defined]
    people = [one for one in people_helped(acting, now=now()) if _prepares(one.reaches.get(Purpose.EFFORTS))]
    known = _known(request, source, source_id)
    context = {"people": people, "known": known, "source": source, "source_id": source_id}
    return render(request, "efforts/for_whom.html", context)


@never_cache
@form_page
def new(request: HttpRequest, person_id: int, source: str = "", source_id: str = "") -> HttpResponse:
    """Note an effort for somebody, perhaps from an ad. It is hers to file: nothing is sent by it."""
    file = file_of(request, person_id)
    if not _may_note(file):
        raise Hidden
    moment = now()
    known = _known(request, source, source_id) if source else None
    form = EffortForm(request.POST or None, known=known, initial={"applied_on": day_of(moment), "outcome": "pending"})
    same: list[Any] = []
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data["facts"]
        same = [] if "same" in request.POST else selectors.same_efforts(file, facts)
        if not same:
            effort = services.note_effort(file, facts=facts, now=moment)
            messages.success(request, _("The effort is noted. Nothing was sent. The person reads that you wrote it."))
            if "another" in request.POST:
                return redirect("efforts:new_for", person_id)
            return redirect("efforts:of_month", person_id, month_of(effort.applied_on))
    context = {
        "form": form,
        "same": same,
        "in_place": file.is_in_place,
        "name": names_of([person_id])[person_id],
        "law": presenters.law(),
        "back_url": reverse("efforts:of", args=[person_id]),
    }
    return render(request, "efforts/form_for.html", context)


def _may_note(file: Acting) -> bool:
    return _prepares(file.authority.reach)


def _prepares(reach: Reach | None) -> bool:
    return reach is not None and reach.includes(Reach.PREPARE)


def _may_sign(file: Acting) -> bool:
    """Whether the person sits at this screen and could hand the month in, now."""
    return not file.is_in_place and ask_signature(file, now=now()) is not None


def _known(request: HttpRequest, source: str, source_id: str) -> EffortPrefill:
    acting = request.acting  # type: ignore[attr-defined]
    return registry.prefill_from(acting, source=source, source_id=source_id, language=get_language() or "de")
