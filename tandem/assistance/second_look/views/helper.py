"""A helper reads what she was asked to look at, and answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tandem.assistance.second_look import presenters, selectors, services
from tandem.assistance.second_look.enums import Verdict
from tandem.assistance.second_look.forms import AnswerForm
from tandem.foundation.clock import now
from tandem.foundation.refusals import Refusal
from tandem.identity.people.selectors import names_of


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Who asks for a look, what is due first on top."""
    rows = selectors.asked_of(request.acting, now=now())  # type: ignore[attr-defined]
    return render(request, "second_look/asked.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, look_id: int) -> HttpResponse:
    """The copy, with a place for words beside each line."""
    acting = request.acting  # type: ignore[attr-defined]
    try:
        services.open_asked(acting, look_id=look_id, now=now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("second_look:asked")
    view = selectors.asked_look(acting, look_id, now=now())
    if not view.is_open:
        return render(request, "second_look/answered.html", {"look": view, "parts": presenters.parts(view)})
    form = AnswerForm(request.POST or None, copy=view.copy)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                acting,
                look_id=look_id,
                verdict=Verdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                remarks=form.remarks,
                now=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The person has your answer. She decides, and sends it herself."))
            return redirect("second_look:asked")
    context = {
        "look": view,
        "form": form,
        "parts": presenters.parts_to_answer(view, form),
        "pages": presenters.pages(view),
        "back_url": reverse("second_look:asked"),
        "person": names_of([view.person_id])[view.person_id],
    }
    return render(request, "second_look/look.html", context)
