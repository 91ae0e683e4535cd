"""What became of the applications: one page for many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from tandem.eservices.efforts import selectors, services
from tandem.eservices.efforts.forms import ResultsForm
from tandem.eservices.efforts.views.common import form_page, own_file
from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal


@never_cache
@form_page
def results(request: HttpRequest) -> HttpResponse:
    """Tick the applications, say once what became of them; `?effort=7` comes with one of them ticked."""
    acting = own_file(request)
    waiting = selectors.waiting_efforts(acting)
    chosen = request.GET.get("effort", "")
    if chosen.isdecimal() and int(chosen) not in {effort.pk for effort in waiting}:
        waiting = [selectors.effort_of(acting, int(chosen)), *waiting]
    form = ResultsForm(request.POST or None, efforts=waiting, initial={"efforts": [chosen] if chosen else []})
    if request.method == "POST" and form.is_valid():
        try:
            number = services.note_results(
                acting, effort_ids=form.cleaned_data["efforts"], result=form.cleaned_data["result"], now=now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            words = ngettext("%(count)s result is noted.", "%(count)s results are noted.", number)
            messages.success(request, words % {"count": number})
            return redirect("efforts:months")
    context = {"form": form, "waiting": waiting, "back_url": reverse("efforts:months")}
    return render(request, "efforts/results.html", context)
