"""What there is to file, and the first page of each form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tandem.eservices.procedures import presenters, refusals, selectors, services
from tandem.eservices.procedures.views._common import form_page, goes_on
from tandem.foundation.clock import now
from tandem.identity.access.types import Acting


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the person has to file, may file and has filed."""
    acting, moment = request.acting, now()  # type: ignore[attr-defined]
    lines = selectors.my_procedures(acting, now=moment)
    rows = [
        {
            "line": line,
            "heading": presenters.heading(line.procedure, line.subject, is_hers=True),
            "colour": presenters.STATE_COLOURS[line.state],
        }
        for line in lines
    ]
    context = {"rows": rows, "to_bring": selectors.to_bring(acting, now=moment)}
    return render(request, "procedures/mine.html", context)


@never_cache
@form_page
def start(request: HttpRequest, key: str, subject: str = "") -> HttpResponse:
    """One's own form: what it is for, how long it takes, until when."""
    return _start(request, request.acting.person_id, key, subject)  # type: ignore[attr-defined]


@never_cache
@form_page
def start_for(request: HttpRequest, person_id: int, key: str, subject: str = "") -> HttpResponse:
    """The same for whoever helps a person with a mandate."""
    return _start(request, person_id, key, subject)


def _start(request: HttpRequest, person_id: int | None, key: str, subject: str) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if request.method == "POST":
        file = selectors.file_for(acting, key, subject, person_id=person_id, now=now())
        begin = services.begin_with_nothing if "nothing" in request.POST else services.begin
        try:
            sheet = begin(file, key=key, subject=subject, now=now())
        except refusals.AlreadyFiled as refusal:
            return redirect("procedures:filing", refusal.receipt)
        except (refusals.NotOpenYet, refusals.TooLate, refusals.AnswersGiven) as refusal:
            messages.warning(request, str(refusal.message))
        else:
            if "paper" in request.POST:
                return redirect("on_paper:print", sheet.draft.pk)
            # Whoever has nothing to report is asked for what is missing, and comes straight to the last look.
            return goes_on(sheet, is_change="nothing" in request.POST)
    found = selectors.start_of(acting, key, subject, person_id=person_id, now=now())
    return render(
        request,
        "procedures/start.html",
        {
            "found": found,
            "procedure": found.procedure,
            "heading": presenters.heading(found.procedure, found.subject, is_hers=found.file.is_own_file),
            "cost": presenters.cost(found.procedure),
            "may_nothing": found.procedure.nothing_to_report is not None and found.draft_id is None,
            "back_url": reverse("procedures:mine") if found.file.is_own_file else "",
        },
    )
