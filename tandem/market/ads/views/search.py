from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tandem.facilities.search.selectors import IndexUnavailable
from tandem.foundation import clock
from tandem.market.ads.search.answering import answer, criteria_of
from tandem.market.ads.search.form import SearchForm
from tandem.market.ads.search.suggesting import FIELDS, offers


@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The list of ads. A link with values that we do not know is answered 400 and says which; nothing is lost."""
    language = get_language() or "de"
    criteria = criteria_of(request.GET.urlencode(), language)
    if criteria is None:
        return render(request, "ads/search.html", {"form": SearchForm(request.GET)}, status=400)
    try:
        drawing = answer(request, criteria, language=language, now=clock.now())
    except IndexUnavailable as unavailable:
        context = {"form": SearchForm(request.GET), "unavailable": unavailable.message}
        return render(request, "ads/search.html", context, status=503)
    return render(request, "ads/search.html", {"words": criteria.words, "drawing": drawing})


@login_not_required
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Typing help as JSON: `{"offers": [{"value", "label", "detail"}]}`."""
    field = request.GET.get("field", "q")
    if field not in FIELDS:
        known = ", ".join(FIELDS)
        return JsonResponse({"error": _("There is typing help for: %(known)s.") % {"known": known}}, status=400)
    found = offers(field, request.GET.get("text", "")[:80], language=get_language() or "de")
    response = JsonResponse(
        {"offers": [{"value": one.value, "label": one.label, "detail": one.detail} for one in found]}
    )
    response["Cache-Control"] = "max-age=300"
    return response
