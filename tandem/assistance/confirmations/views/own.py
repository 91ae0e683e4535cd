"""The person's own pages: what waits for her yes, the exact text, yes and no."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tandem.assistance.confirmations import presenters, selectors, services
from tandem.assistance.confirmations.enums import Outcome
from tandem.assistance.confirmations.forms import NoForm, YesForm
from tandem.assistance.confirmations.models import Act
from tandem.foundation.clock import day_of, now
from tandem.foundation.refusals import Refusal
from tandem.identity.access.enums import Purpose
from tandem.identity.access.services import open_own_file
from tandem.identity.access.types import Acting
from tandem.identity.factors.services import say_yes, ways_to_say_yes

form_page = require_http_methods(["GET", "HEAD", "POST"])


def own(request: HttpRequest, moment: datetime.datetime) -> Acting:
    return open_own_file(request.acting, Purpose.HELP, now=moment)  # type: ignore[attr-defined]


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for her yes, and what was decided."""
    moment = now()
    file = own(request, moment)
    context = {
        "waiting": [presenters.card_of_hers(act, now=moment) for act in selectors.waiting_for(file)],
        "decided": [presenters.card_of_hers(act, now=moment) for act in selectors.decided(file)],
    }
    return render(request, "confirmations/mine.html", context)


@never_cache
@sensitive_post_parameters("code", "credential")
@form_page
def decide(request: HttpRequest, act_id: int) -> HttpResponse:
    """The exact text that would be sent; yes with her factor, or the way to a no."""
    moment = now()
    file = own(request, moment)
    act = selectors.act_of(file, act_id)
    form = YesForm(request.POST or None)
    outcome = say_yes(
        request.acting,  # type: ignore[attr-defined]
        lambda said: services.confirm(file, act_id=act_id, now=moment, **said),
        request=request,
        form=form,
        now=moment,
    )
    if outcome:
        say = messages.success if outcome is Outcome.SENT else messages.warning
        say(request, str(outcome.label))
        return redirect("confirmations:decide", act_id)
    return render(request, "confirmations/decide.html", _page(request, file, act, form, moment))


def _page(request: HttpRequest, file: Acting, act: Act, form: YesForm, moment: datetime.datetime) -> dict[str, Any]:
    own_area = file.herself(act.person_id, Purpose(act.purpose))
    late = act.due_on is not None and act.due_on < day_of(moment)
    return {
        **presenters.card_of_hers(act, now=moment),
        "form": form,
        "same": act.is_open and selectors.still_the_same(act, own_area, now=moment),
        "is_late": late,
        "history": presenters.history(act),
        **ways_to_say_yes(request.acting),  # type: ignore[attr-defined]
    }


@never_cache
@form_page
def refuse(request: HttpRequest, act_id: int) -> HttpResponse:
    """Not like this: her words for the helper. The form stays."""
    moment = now()
    file = own(request, moment)
    act = selectors.act_of(file, act_id)
    form = NoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse(file, act_id=act_id, words=form.cleaned_data["words"], now=moment)
        except Refusal as refusal:
            messages.warning(request, str(refusal.message))
        else:
            messages.success(request, _("Nothing is sent. Your helper reads what you said."))
        return redirect("confirmations:mine")
    return render(request, "confirmations/refuse.html", {**presenters.card_of_hers(act, now=moment), "form": form})
