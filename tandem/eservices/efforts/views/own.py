"""The person's own pages. A counsellor reads filed proofs elsewhere, in `authorities/counselling`."""

import contextlib
import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.efforts import presenters, registry, selectors, services
from tandem.eservices.efforts.forms import EffortForm
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.types import EffortFacts, EffortPrefill
from tandem.eservices.efforts.views.common import about, form_page, hints, month_url, own_file, to_month
from tandem.foundation.clock import day_of, now
from tandem.identity.access.types import Acting


@never_cache
@require_safe
def months(request: HttpRequest) -> HttpResponse:
    """All months, the latest first."""
    acting = own_file(request)
    summaries = selectors.months_of(acting, now=now())
    rows = [{"summary": summary, "colour": presenters.STATE_COLOURS[summary.state]} for summary in summaries]
    return render(request, "efforts/months.html", {"rows": rows, "waiting": len(selectors.waiting_efforts(acting))})


@never_cache
@require_safe
def month(request: HttpRequest, month: datetime.date) -> HttpResponse:
    """One month: what is noted, what is agreed, when it is due."""
    acting = own_file(request)
    moment = now()
    summary = selectors.month_of_person(acting, month, now=moment)
    efforts = selectors.efforts_of_month(acting, month)
    return render(
        request,
        "efforts/month.html",
        {
            **about(summary),
            "rows": _rows(efforts),
            "hints": presenters.hint_sentences(hints(efforts, summary, day_of(moment))),
            "can_file": summary.fileable > 0,
            "back_url": reverse("efforts:months"),
        },
    )


@never_cache
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Note an effort; `?copy=<id>` starts from an earlier one, `?month=2026-03` from that month."""
    acting = own_file(request)
    copied = request.GET.get("copy", "")
    known = selectors.copy_of(acting, int(copied)) if copied.isdecimal() else None
    return _note(request, acting, known=known, recent=() if known else selectors.recent_efforts(acting))


@never_cache
@form_page
def new_from(request: HttpRequest, source: str, source_id: str) -> HttpResponse:
    """Note an effort of which something is known already, for example from an ad."""
    acting = own_file(request)
    known = registry.prefill_from(acting, source=source, source_id=source_id, language=get_language() or "de")
    return _note(request, acting, known=known)


def _note(request: HttpRequest, acting: Acting, *, known: EffortPrefill | None, recent: Any = ()) -> HttpResponse:
    start = {"applied_on": day_of(now()), "outcome": "pending"}
    form = EffortForm(request.POST or None, known=known, initial=start)
    same: list[Effort] = []
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data["facts"]
        same = [] if "same" in request.POST else selectors.same_efforts(acting, facts)
    if request.method == "POST" and form.is_valid() and not same:
        effort = services.note_effort(acting, facts=form.cleaned_data["facts"], now=now())
        messages.success(request, _("Your effort is noted. It is yours alone until you file it."))
        _doubt_place(request, form.cleaned_data["facts"])
        return redirect("efforts:new") if "another" in request.POST else to_month(effort)
    earlier = selectors.effort_for_ad(acting, known.source_ad_id) if known and known.source_ad_id else None
    context = {
        "form": form,
        "recent": recent,
        "earlier": earlier,
        "same": same,
        "law": presenters.law(),
        "back_url": reverse("efforts:months"),
    }
    return render(request, "efforts/form.html", context)


def _doubt_place(request: HttpRequest, facts: EffortFacts) -> None:
    """A postal code of another place is kept as it was written, and said."""
    doubt = selectors.place_doubt(facts)
    if doubt:
        messages.warning(request, doubt)


@never_cache
@form_page
def change(request: HttpRequest, effort_id: int) -> HttpResponse:
    """Correct an effort; one that is filed is shown as it was filed."""
    acting = own_file(request)
    effort = selectors.effort_of(acting, effort_id)
    if effort.is_filed:
        messages.warning(request, services.EffortFiled.message)
        return to_month(effort)
    form = EffortForm(request.POST or None, known=effort)
    seen = _seen(request) or effort.written_at
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data["facts"]
        try:
            effort = services.change_effort(acting, effort_id=effort_id, facts=facts, seen=seen, now=now())
        except services.EffortChangedMeanwhile as refusal:
            theirs, seen = form.unlike(effort), effort.written_at
            form.add_error(None, str(refusal.message))
        except (services.EffortFiled, services.EffortInTransmission) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your change is saved."))
            _doubt_place(request, form.cleaned_data["facts"])
            return to_month(effort)
    context = {
        "form": form,
        "effort": effort,
        "seen": seen.isoformat(),
        "theirs": theirs,
        "law": presenters.law(),
        "back_url": month_url(effort),
    }
    return render(request, "efforts/form.html", context)


def _seen(request: HttpRequest) -> datetime.datetime | None:
    """When what the page showed was written; None where it did not say so."""
    with contextlib.suppress(ValueError):
        found = datetime.datetime.fromisoformat(request.POST.get("seen", ""))
        return found if found.tzinfo else None
    return None


@never_cache
@form_page
def remove(request: HttpRequest, effort_id: int) -> HttpResponse:
    """Ask once, then remove."""
    acting = own_file(request)
    effort = selectors.effort_of(acting, effort_id)
    if request.method == "POST":
        try:
            services.remove_effort(acting, effort_id=effort_id, now=now())
        except (services.EffortFiled, services.EffortInTransmission) as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("The effort is removed."))
        return to_month(effort)
    return render(request, "efforts/remove.html", {"effort": effort, "back_url": month_url(effort)})


def _rows(efforts: list[Effort]) -> list[dict[str, Any]]:
    results = selectors.results_of(efforts)
    authors = {row["effort"].pk: row["author"] for row in presenters.with_authors(efforts)}
    return [
        {
            "effort": effort,
            "author": authors[effort.pk],
            "result": presenters.result_sentence(results[effort.pk]),
            "interview": results[effort.pk].interview,
        }
        for effort in efforts
    ]


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Typing help for places, postal codes and jobs as JSON: `{"offers": [{"value", "label", "fills"}]}`."""
    field, text = request.GET.get("field", "place"), request.GET.get("text", "")[:80]
    response = JsonResponse({"offers": presenters.offers(field, text, language=get_language() or "de")})
    response["Cache-Control"] = "private, max-age=300"
    return response
